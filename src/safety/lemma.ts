type IsKnown = (word: string) => boolean;

/**
 * A light stemmer that undoes English plurals, -ing and -ed, and nothing else. The list of known words decides about
 * the silent e and the doubled letter: "wiping" gives "wipe", "dragging" gives "drag".
 */
export function lemmatise(word: string, isKnown: IsKnown): string {
  if (word.length < 4) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch)es$/u.test(word) && !isKnown(word.slice(0, -1))) return word.slice(0, -2);
  if (word.endsWith('s')) return /(?:ss|us|is)$/u.test(word) ? word : word.slice(0, -1);
  if (word.endsWith('ing')) return base(word.slice(0, -3), isKnown) ?? word;
  if (word.endsWith('eed')) return isKnown(word.slice(0, -1)) ? word.slice(0, -1) : word;
  if (word.endsWith('ed')) return base(word.slice(0, -2), isKnown) ?? word;
  return word;
}

function base(stem: string, isKnown: IsKnown): string | undefined {
  if (stem.length < 3 && stem !== 'us') return undefined;
  const single = stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : undefined;
  return [stem, `${stem}e`, single].find(
    (candidate) => candidate !== undefined && candidate.length > 2 && isKnown(candidate),
  );
}
