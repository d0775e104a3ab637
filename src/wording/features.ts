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

/** What a message is worded like: the hash of each feature once, and its value at the same place. */
export interface Features {
  readonly hashes: Uint32Array;
  readonly values: Float32Array;
}

const STARTS = extendHash(FNV_BASIS, '^');
const DENIED = extendHash(FNV_BASIS, 'not:');
const PART = extendHash(FNV_BASIS, '#');
const ASKS = hashFeature('asks');
const TELLS = hashFeature('tells');

/**
 * What a message is worded like: words, pairs and triples of words, pairs with a gap ("no _ just"), words after a denial ("not:pain"), first
 * words ("^why"), and parts of words ("#<bac"), scaled to unit length so that long messages weigh no more than short ones; and whatever else is
 * `known` about it. Word n-grams for short texts: Wang and Manning, "Baselines and bigrams", ACL 2012; parts of words: Joulin et al., "Bag of
 * tricks for efficient text classification", EACL 2017. Names are only ever hashed, never made: that is five times as fast.
 */
export function featuresOf(pieces: readonly string[], known: readonly string[] = []): Features {
  const words = pieces.filter((piece) => !PAUSES.has(piece)).map((word) => word.slice(0, LONGEST_WORD));
  const features = new FeatureSet(mostFeatures(words, known));
  addNeighbours(words, features);
  features.add(words.includes('?') ? ASKS : TELLS, 1);
  addDenied(pieces, features);
  for (const word of new Set(words)) addParts(word, features);
  features.toUnitLength();
  for (const name of known) features.add(hashFeature(name), KNOWN_WEIGHT);
  return features.take();
}

/** Words with their neighbours, and how the message begins. */
function addNeighbours(words: readonly string[], features: FeatureSet): void {
  for (let at = 0; at < words.length; at++) {
    const one = extendHash(FNV_BASIS, words[at]!);
    features.add(one >>> 0, 1);
    if (at + 1 === words.length) break;
    const spaced = extendHash(one, ' ');
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

function addParts(word: string, features: FeatureSet): void {
  const marked = `<${word}>`;
  for (let from = 0; from + SHORTEST_PART <= marked.length; from++) {
    let hash = PART;
    const end = Math.min(from + LONGEST_PART, marked.length);
    for (let at = from; at < end; at++) {
      hash = extendHashByUnit(hash, marked.charCodeAt(at));
      if (at - from + 1 >= SHORTEST_PART) features.add(hash >>> 0, PART_WEIGHT);
    }
  }
}

/** No message of these words has more features. */
function mostFeatures(words: readonly string[], known: readonly string[]): number {
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  return words.length * 5 + letters * 3 + known.length + 3;
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

  toUnitLength(): void {
    let squares = 0;
    for (let at = 0; at < this.#size; at++) squares += this.#values[at]! ** 2;
    const length = Math.sqrt(squares);
    for (let at = 0; at < this.#size; at++) this.#values[at]! /= length;
  }

  take(): Features {
    return { hashes: this.#hashes.subarray(0, this.#size), values: this.#values.subarray(0, this.#size) };
  }
}
