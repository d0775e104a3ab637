import { FNV_BASIS, extendHash, extendHashByUnit, hashFeature } from './hash.js';
import type { Piece } from './pieces.js';
import { LONGEST_PART, PART_WEIGHT, SHORTEST_PART } from './word-parts.js';

/** Words after a denial that are marked as denied, unless the clause ends before. */
const DENIED_WORDS = 6;
/** Of something else that is known about the message. Measured on development messages: 0.1 and 0.2 do as well. */
const KNOWN_WEIGHT = 0.15;

/** Hashes of features and, at the same places, their values. */
export interface FeatureVector {
  readonly hashes: Uint32Array;
  readonly values: Float32Array;
}

/** What a message is worded like: each feature of several words once, and apart from them the words, since what a word brings is always the same. */
export interface Features extends FeatureVector {
  /** Each once; it brings {@link featuresOfWord} times `wordScale`. */
  readonly words: readonly Piece[];
  readonly wordScale: number;
}

/** The features of the message that was looked at last: the next one overwrites hashes and values, so that none leaves garbage. */
export interface PassingFeatures extends Features {
  /** Whether no other message was looked at since. */
  readonly stillHold: () => boolean;
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
export function featuresOf(pieces: readonly Piece[], known: readonly string[] = []): PassingFeatures {
  const words = distinctWords(pieces);
  const features = FEATURES.empty(mostFeatures(pieces, known));
  addNeighbours(pieces, features);
  features.add(words.some(({ text }) => text === '?') ? ASKS : TELLS, 1);
  addDenied(pieces, features);
  let squares = features.squaredLength();
  for (const { square } of words) squares += square;
  const wordScale = 1 / Math.sqrt(squares);
  features.scale(wordScale);
  for (const name of known) features.add(hashFeature(name), KNOWN_WEIGHT);
  const own = turn;
  return { ...features.list(), words, wordScale, stillHold: () => turn === own };
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

/** Which message is looked at: its words are marked with it, as a set of them takes five times as long. */
let turn = 0;

function distinctWords(pieces: readonly Piece[]): Piece[] {
  turn++;
  // Of that length from the beginning: one that grows leaves several behind.
  const words = new Array<Piece>(pieces.length);
  let count = 0;
  for (const { isPause, cut } of pieces) {
    if (isPause || cut.turn === turn) continue;
    cut.turn = turn;
    words[count++] = cut;
  }
  words.length = count;
  return words;
}

/** The same as one list of its own, in which each feature stands once; what several words bring adds up. */
export function expandFeatures({ hashes, values, words, wordScale }: Features): FeatureVector {
  const sums = new Map<number, number>();
  const add = (all: FeatureVector, scale: number) => {
    for (const [at, hash] of all.hashes.entries()) sums.set(hash, (sums.get(hash) ?? 0) + all.values[at]! * scale);
  };
  add({ hashes, values }, 1);
  for (const { text } of words) add(featuresOfWord(text), wordScale);
  return { hashes: Uint32Array.from(sums.keys()), values: Float32Array.from(sums.values()) };
}

/** Pairs and triples of words, and how the message begins: of each word all that ends with it. */
function addNeighbours(pieces: readonly Piece[], features: FeatureSet): void {
  let [first, start] = [0, 0];
  // What the next word is put behind: the one before it, that and the one before, and that one with a gap.
  let [one, two, gap] = [0, 0, 0];
  let words = 0;
  for (const { isPause, cut } of pieces) {
    if (isPause) continue;
    const { text, hash } = cut;
    if (words >= 2) {
      features.add(extendHash(two, text) >>> 0, 1);
      features.add(extendHash(gap, text) >>> 0, 1);
    }
    const pair = extendHash(one, text);
    if (words >= 1) features.add(pair >>> 0, 1);
    if (words === 0) first = extendHash(STARTS, text);
    if (words === 1) start = extendHash(extendHash(first, ' '), text);
    gap = extendHash(one, '_ ');
    two = extendHash(pair, ' ');
    one = extendHash(hash, ' ');
    words++;
  }
  if (words >= 1) features.add(first >>> 0, 1);
  if (words >= 2) features.add(start >>> 0, 1);
}

function addDenied(pieces: readonly Piece[], features: FeatureSet): void {
  let left = 0;
  for (const piece of pieces) {
    if (piece.endsDenial) left = 0;
    else if (piece.isDenial) left = DENIED_WORDS;
    else if (left > 0) {
      features.add(extendHash(DENIED, piece.text) >>> 0, 1);
      left--;
    }
  }
}

/** No message of these pieces has more features. */
function mostFeatures(pieces: readonly Piece[], known: readonly string[]): number {
  return pieces.length * 4 + known.length + 3;
}

/** Hashes with their values, each once, in the order in which they came. */
class FeatureSet {
  #hashes = new Uint32Array();
  #values = new Float32Array();
  /** Open addressing: where a hash stands in the list, counted from 1. */
  #places = new Uint32Array();
  #mask = 0;
  #size = 0;

  /** Itself, emptied, with room for so many. */
  empty(most: number): this {
    const places = 2 ** Math.ceil(Math.log2(most * 2));
    if (places > this.#places.length) {
      this.#hashes = new Uint32Array(places / 2);
      this.#values = new Float32Array(places / 2);
      this.#places = new Uint32Array(places);
    } else {
      this.#places.fill(0, 0, places);
    }
    this.#mask = places - 1;
    this.#size = 0;
    return this;
  }

  add(hash: number, value: number): void {
    let slot = hash & this.#mask;
    for (let place = this.#places[slot]!; place !== 0; place = this.#places[slot]!) {
      if (this.#hashes[place - 1] === hash) return;
      slot = (slot + 1) & this.#mask;
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

  /** Of its own memory. */
  list(): FeatureVector {
    return { hashes: this.#hashes.subarray(0, this.#size), values: this.#values.subarray(0, this.#size) };
  }
}

const FEATURES = new FeatureSet();
