/** Words after a denial that are marked as denied, unless the clause ends before. */
const DENIED_WORDS = 6;
const DENIALS = new Set(
  'no not never dont doesnt didnt cant couldnt wont wasnt isnt arent havent hasnt without nor none neither'.split(' '),
);
const ENDS_DENIAL = /^(?:[.,;?!\n]|but|though)$/;

const PIECES = /\p{L}+|\p{N}+|[\p{Extended_Pictographic}.,;?!\n]/gu;
const PAUSE = /^[.,;\n]$/;
/** Letters a word is cut into, its ends marked, so that a mistyped word still shares most of its parts with the right one. */
const PART_LENGTHS = [3, 4, 5];
const PART_WEIGHT = 0.3;
/** Of something else that is known about the message. Measured on development messages: 0.1 and 0.2 do as well. */
const KNOWN_WEIGHT = 0.15;
/** A longer "word" is noise. */
const LONGEST_WORD = 24;

/** The words of a message as its features are made of: lower case, no apostrophes or accents, "nooooo" as "noo". Pauses are kept. */
export function piecesOf(message: string): string[] {
  const plain = message
    .toLowerCase()
    .normalize('NFKD')
    .replace(/['’‘`´ʼ\p{M}\p{Cf}]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
  return plain.match(PIECES) ?? [];
}

/**
 * What a message is worded like, as named values: words, pairs and triples of words, pairs with a gap, words after a denial, first words, and
 * parts of words, scaled to unit length so that long messages weigh no more than short ones; and whatever else is `known` about it. Word n-grams for short texts: Wang and Manning,
 * "Baselines and bigrams", ACL 2012; parts of words: Joulin et al., "Bag of tricks for efficient text classification", EACL 2017.
 */
export function featuresOf(pieces: readonly string[], known: readonly string[] = []): Map<string, number> {
  const features = new Map<string, number>();
  const words = pieces.filter((piece) => !PAUSE.test(piece)).map((word) => word.slice(0, LONGEST_WORD));
  for (const [at, word] of words.entries()) {
    const second = words[at + 1];
    const third = words[at + 2];
    features.set(word, 1);
    if (second === undefined) continue;
    features.set(`${word} ${second}`, 1);
    if (third === undefined) continue;
    features.set(`${word} ${second} ${third}`, 1);
    features.set(`${word} _ ${third}`, 1);
  }
  if (words[0] !== undefined) features.set(`^${words[0]}`, 1);
  if (words[1] !== undefined) features.set(`^${words[0]} ${words[1]}`, 1);
  features.set(words.includes('?') ? 'asks' : 'tells', 1);
  addDenied(pieces, features);
  for (const word of new Set(words)) addParts(word, features);

  let squares = 0;
  for (const value of features.values()) squares += value * value;
  const length = Math.sqrt(squares);
  for (const [name, value] of features) features.set(name, value / length);
  for (const name of known) features.set(name, KNOWN_WEIGHT);
  return features;
}

function addDenied(pieces: readonly string[], features: Map<string, number>): void {
  let left = 0;
  for (const piece of pieces) {
    if (ENDS_DENIAL.test(piece)) left = 0;
    else if (DENIALS.has(piece)) left = DENIED_WORDS;
    else if (left > 0) {
      features.set(`not:${piece}`, 1);
      left--;
    }
  }
}

function addParts(word: string, features: Map<string, number>): void {
  const marked = `<${word}>`;
  for (const length of PART_LENGTHS) {
    for (let at = 0; at + length <= marked.length; at++) features.set(`#${marked.slice(at, at + length)}`, PART_WEIGHT);
  }
}
