type IsKnown = (word: string) => boolean;

const CONTRACTIONS = new Map([
  ['m', 'am'],
  ['re', 'are'],
  ['ve', 'have'],
  ['ll', 'will'],
  ['d', 'would'],
]);
const HAS_IS = new Set(['that', 'what', 'he', 'she', 'there', 'here', 'who', 'where', 'how']);
/** French and Portuguese: "m'essuie", "d'eau". */
const ELISIONS = new Set(['m', 'l', 'd', 'j', 's', 'n', 'c', 't', 'qu']);

/** As most words are. */
const IS_PLAIN = /^[a-z]+$/u;

/** A written word in lower case, without accents, apostrophes and stretched letters; contractions taken apart. */
export function plainWords(raw: string, isKnown: IsKnown): string[] {
  if (IS_PLAIN.test(raw)) return [unstretch(raw, isKnown)];
  const word = raw.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const [stem = '', ...endings] = word.split(/['’‘`´ʼ]/u);
  const ending = endings.at(-1) ?? '';
  if (ending === 's') return HAS_IS.has(stem) ? [stem, 'is'] : [stem === 'it' ? 'its' : stem];
  if (ELISIONS.has(stem) && ending.length > 2) return [stem, ending];
  const full = CONTRACTIONS.get(ending);
  if (full !== undefined && stem) return [stem, full];
  return [unstretch(stem + endings.join(''), isKnown)];
}

/** "nooooo" to "no", "peeeeing" to "peeing". */
function unstretch(word: string, isKnown: IsKnown): string {
  const twice = word.replaceAll(/(\p{L})\1{2,}/gu, '$1$1');
  if (twice === word || isKnown(twice)) return twice;
  const once = word.replaceAll(/(\p{L})\1{2,}/gu, '$1');
  return isKnown(once) ? once : twice;
}
