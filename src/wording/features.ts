import { FNV_BASIS, extendHash, extendHashByUnit, hashFeature } from './hash.js';

/** Words after a denial that are marked as denied, unless the clause ends before. */
const DENIED_WORDS = 6;
const DENIALS = new Set(
  'no not never dont doesnt didnt cant couldnt wont wasnt isnt arent havent hasnt without nor none neither'.split(' '),
);
const ENDS_DENIAL = new Set(['.', ',', ';', '?', '!', '\n', 'but', 'though']);

const PIECES = /\p{L}+|\p{N}+|[\p{Extended_Pictographic}.,;?!\n]/gu;
/** Of a message in ASCII, as most are, the same expressions with \p{L} and \p{N} take three to ten times as long. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_PIECES = /[a-z]+|\d+|[.,;?!\n]/g;
const PAUSES = new Set(['.', ',', ';', '\n']);
/** Letters a word is cut into, its ends marked, so that a mistyped word still shares most of its parts with the right one. */
const SHORTEST_PART = 3;
const LONGEST_PART = 5;
const PART_WEIGHT = 0.3;
/** Of something else that is known about the message. Measured on development messages: 0.1 and 0.2 do as well. */
const KNOWN_WEIGHT = 0.15;
/** A longer "word" is noise. */
const LONGEST_WORD = 24;

/** The words of a message as its features are made of: lower case, no apostrophes or accents, "nooooo" as "noo". Pauses are kept. */
export function piecesOf(message: string): string[] {
  const lower = message.toLowerCase().replace(/['’‘`ʼ]/g, '');
  if (ASCII.test(lower)) return lower.replace(/([a-z])\1{2,}/g, '$1$1').match(ASCII_PIECES) ?? [];
  const plain = lower
    .normalize('NFKD')
    .replace(/['’‘`´ʼ\p{M}\p{Cf}]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
  return plain.match(PIECES) ?? [];
}

/** Hashes of features and, at the same places, their values. */
export interface FeatureVector {
  readonly hashes: Uint32Array;
  readonly values: Float32Array;
}

/** What a message is worded like: each feature of several words once, and apart from them the words, since what a word brings is always the same. */
export interface Features extends FeatureVector {
  /** Each once; it brings {@link featuresOfWord} times `wordScale`. */
  readonly words: readonly string[];
  readonly wordScale: number;
}

const STARTS = extendHash(FNV_BASIS, '^');
const DENIED = extendHash(FNV_BASIS, 'not:');
const PART = extendHash(FNV_BASIS, '#');
const ASKS = hashFeature('asks');
const TELLS = hashFeature('tells');

/**
 * What a message is worded like: words with their parts, pairs and triples of words, pairs with a gap ("no _ just"), words after a denial
 * ("not:pain"), and first words ("^why"), scaled to unit length so that long messages weigh no more than short ones; and whatever else is `known`
 * about it. Word n-grams for short texts: Wang and Manning, "Baselines and bigrams", ACL 2012. Names are only ever hashed, never made: that is
 * five times as fast.
 */
export function featuresOf(pieces: readonly string[], known: readonly string[] = []): Features {
  const sequence = pieces.filter((piece) => !PAUSES.has(piece)).map((word) => word.slice(0, LONGEST_WORD));
  const words = [...new Set(sequence)];
  const features = new FeatureSet(mostFeatures(sequence, known));
  addNeighbours(sequence, features);
  features.add(words.includes('?') ? ASKS : TELLS, 1);
  addDenied(pieces, features);
  const wordScale = 1 / Math.sqrt(words.reduce((sum, word) => sum + squaredLengthOf(word), features.squaredLength()));
  features.scale(wordScale);
  for (const name of known) features.add(hashFeature(name), KNOWN_WEIGHT);
  return { ...features.take(), words, wordScale };
}

/**
 * What a word brings to a message: itself, and its parts ("#<bac"), a part that it has twice also twice. Parts of words: Joulin et al., "Bag of
 * tricks for efficient text classification", EACL 2017.
 */
export function featuresOfWord(word: string): FeatureVector {
  const hashes = [hashFeature(word)];
  const marked = `<${word}>`;
  for (let from = 0; from + SHORTEST_PART <= marked.length; from++) {
    let hash = PART;
    const end = Math.min(from + LONGEST_PART, marked.length);
    for (let at = from; at < end; at++) {
      hash = extendHashByUnit(hash, marked.charCodeAt(at));
      if (at - from + 1 >= SHORTEST_PART) hashes.push(hash >>> 0);
    }
  }
  return {
    hashes: Uint32Array.from(hashes),
    values: Float32Array.from(hashes, (_, at) => (at === 0 ? 1 : PART_WEIGHT)),
  };
}

/** Of what the word brings, without making it. */
function squaredLengthOf(word: string): number {
  let parts = 0;
  for (let letters = SHORTEST_PART; letters <= LONGEST_PART; letters++) {
    parts += Math.max(0, word.length + 2 - letters + 1);
  }
  return 1 + parts * PART_WEIGHT ** 2;
}

/** The same as one list, in which each feature stands once; what several words bring adds up. */
export function expandFeatures({ hashes, values, words, wordScale }: Features): FeatureVector {
  const sums = new Map<number, number>();
  const add = (all: FeatureVector, scale: number) => {
    for (const [at, hash] of all.hashes.entries()) sums.set(hash, (sums.get(hash) ?? 0) + all.values[at]! * scale);
  };
  add({ hashes, values }, 1);
  for (const word of words) add(featuresOfWord(word), wordScale);
  return { hashes: Uint32Array.from(sums.keys()), values: Float32Array.from(sums.values()) };
}

/** Pairs and triples of words, and how the message begins. */
function addNeighbours(words: readonly string[], features: FeatureSet): void {
  for (let at = 0; at + 1 < words.length; at++) {
    const spaced = extendHash(extendHash(FNV_BASIS, words[at]!), ' ');
    const two = extendHash(spaced, words[at + 1]!);
    features.add(two >>> 0, 1);
    if (at + 2 === words.length) continue;
    const third = words[at + 2]!;
    features.add(extendHash(extendHash(two, ' '), third) >>> 0, 1);
    features.add(extendHash(extendHash(spaced, '_ '), third) >>> 0, 1);
  }
  const [first, second] = words;
  if (first === undefined) return;
  const start = extendHash(STARTS, first);
  features.add(start >>> 0, 1);
  if (second !== undefined) features.add(extendHash(extendHash(start, ' '), second) >>> 0, 1);
}

function addDenied(pieces: readonly string[], features: FeatureSet): void {
  let left = 0;
  for (const piece of pieces) {
    if (ENDS_DENIAL.has(piece)) left = 0;
    else if (DENIALS.has(piece)) left = DENIED_WORDS;
    else if (left > 0) {
      features.add(extendHash(DENIED, piece) >>> 0, 1);
      left--;
    }
  }
}

/** No message of these words has more features. */
function mostFeatures(words: readonly string[], known: readonly string[]): number {
  return words.length * 4 + known.length + 3;
}

/** Hashes with their values, each once, in the order in which they came. */
class FeatureSet {
  readonly #hashes: Uint32Array;
  readonly #values: Float32Array;
  /** Open addressing: where a hash stands in the list, counted from 1. */
  readonly #places: Uint32Array;
  #size = 0;

  constructor(most: number) {
    this.#hashes = new Uint32Array(most);
    this.#values = new Float32Array(most);
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(most * 2)));
  }

  add(hash: number, value: number): void {
    const mask = this.#places.length - 1;
    let slot = hash & mask;
    for (let place = this.#places[slot]!; place !== 0; place = this.#places[slot]!) {
      if (this.#hashes[place - 1] === hash) return;
      slot = (slot + 1) & mask;
    }
    this.#hashes[this.#size] = hash;
    this.#values[this.#size] = value;
    this.#places[slot] = ++this.#size;
  }

  squaredLength(): number {
    let squares = 0;
    for (let at = 0; at < this.#size; at++) squares += this.#values[at]! ** 2;
    return squares;
  }

  scale(factor: number): void {
    for (let at = 0; at < this.#size; at++) this.#values[at]! *= factor;
  }

  take(): FeatureVector {
    return { hashes: this.#hashes.subarray(0, this.#size), values: this.#values.subarray(0, this.#size) };
  }
}
