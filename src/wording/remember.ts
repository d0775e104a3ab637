/** Words after which those that were not used since are forgotten: up to twice as many are kept. */
const MANY_WORDS = 3000;

interface Entry<Answer> {
  readonly word: string;
  readonly answer: Answer;
}

/**
 * What `answer` says of single words, remembered: the same few come again and again. Those that were not used for long are forgotten, since of
 * misspelt words there is no end.
 */
export function remember<Answer>(answer: (word: string) => Answer): (word: string) => Answer {
  let recent = new Map<string, Entry<Answer>>();
  let earlier = recent;
  const learn = (word: string): Entry<Answer> => {
    const own = copyOf(word);
    return { word: own, answer: answer(own) };
  };
  return (word) => {
    let entry = recent.get(word);
    if (entry) return entry.answer;
    entry = earlier.get(word) ?? learn(word);
    if (recent.size >= MANY_WORDS) [recent, earlier] = [new Map<string, Entry<Answer>>(), recent];
    recent.set(entry.word, entry);
    return entry.answer;
  };
}

/** A word that was cut out of a message would keep the whole of it in memory. */
function copyOf(word: string): string {
  return Buffer.from(word, 'utf16le').toString('utf16le');
}
