import { FeatureList, FeatureSet } from './gather-features.js';
import { FNV_BASIS, extendHash, extendHashByUnit, hashFeature } from './hash.js';
import type { Piece } from './pieces.js';
import { LONGEST_PART, PART_WEIGHT, SHORTEST_PART } from './word-parts.js';

/** Words after a denial that are marked as denied, unless the clause ends before. */
const DENIED_WORDS = 6;
/** Of something else that is known about the message. Measured on development messages: 0.1 and 0.2 do as well. */
const KNOWN_WEIGHT = 0.15;

/** Hashes of features and, at the same places, their values: the first `size` of each. */
export interface FeatureVector {
  readonly hashes: Uint32Array;
  readonly values: Float32Array;
  readonly size: number;
}

/** What a message is worded like: each feature of several words once, and apart from them the words, since what a word brings is always the same. */
export interface Features extends FeatureVector {
  /** Each once, the first `wordCount`; it brings {@link featuresOfWord} times `wordScale`. */
  readonly words: readonly Piece[];
  readonly wordCount: number;
  readonly wordScale: number;
}

/** The features of the message that was looked at last: the next one overwrites them, so that none leaves garbage. */
export interface PassingFeatures extends Features {
  /** Which message it is. */
  readonly turn: number;
}

const FEATURES = new FeatureSet();
const OF_WORD = new FeatureList();

const STARTS = extendHash(FNV_BASIS, '^');
const DENIED = extendHash(FNV_BASIS, 'not:');
const PART = extendHash(FNV_BASIS, '#');
const ASKS = hashFeature('asks');
const TELLS = hashFeature('tells');

/**
 * What a message is worded like: words with their parts, pairs and triples of words, pairs with a gap ("no _ just"), words after a denial
 * ("not:pain"), and first words ("^why"), scaled to unit length so that long messages weigh no more than short ones; and the hashes of whatever
 * else is `known` about it. Word n-grams for short texts: Wang and Manning, "Baselines and bigrams", ACL 2012. Names are only ever hashed, never
 * made: that is five times as fast.
 */
export function featuresOf(pieces: readonly Piece[], known: readonly number[] = []): PassingFeatures {
  const features = FEATURES.begin(mostFeatures(pieces, known));
  let asks = false;
  for (const piece of pieces) {
    if (!piece.isPause) features.addWord(piece.cut);
    if (piece.text === '?') asks = true;
  }
  addNeighbours(pieces, features);
  features.add(asks ? ASKS : TELLS, 1);
  addDenied(pieces, features);
  features.scale();
  for (const hash of known) features.add(hash, KNOWN_WEIGHT);
  return features;
}

/**
 * What a word brings to a message: itself, and its parts ("#<bac"), a part that it has twice also twice. Parts of words: Joulin et al., "Bag of
 * tricks for efficient text classification", EACL 2017. The next word overwrites them.
 */
export function featuresOfWord(word: string): FeatureVector {
  const marked = `<${word}>`;
  OF_WORD.begin(marked.length * (LONGEST_PART - SHORTEST_PART + 1) + 1);
  OF_WORD.add(hashFeature(word), 1);
  for (let from = 0; from + SHORTEST_PART <= marked.length; from++) {
    let hash = PART;
    const end = Math.min(from + LONGEST_PART, marked.length);
    for (let at = from; at < end; at++) {
      hash = extendHashByUnit(hash, marked.charCodeAt(at));
      if (at - from + 1 >= SHORTEST_PART) OF_WORD.add(hash >>> 0, PART_WEIGHT);
    }
  }
  return OF_WORD;
}

/** The same as one list of its own, in which each feature stands once; what several words bring adds up. */
export function expandFeatures(features: Features): FeatureVector {
  const sums = new Map<number, number>();
  const add = ({ hashes, values, size }: FeatureVector, scale: number) => {
    for (let at = 0; at < size; at++) sums.set(hashes[at]!, (sums.get(hashes[at]!) ?? 0) + values[at]! * scale);
  };
  add(features, 1);
  for (const { text } of features.words.slice(0, features.wordCount)) add(featuresOfWord(text), features.wordScale);
  return { hashes: Uint32Array.from(sums.keys()), values: Float32Array.from(sums.values()), size: sums.size };
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
    // Each unit is put behind all three at once, which the processor does side by side.
    let [pair, triple, gapped] = [one, two, gap];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      pair = extendHashByUnit(pair, unit);
      triple = extendHashByUnit(triple, unit);
      gapped = extendHashByUnit(gapped, unit);
    }
    if (words >= 2) {
      features.add(triple >>> 0, 1);
      features.add(gapped >>> 0, 1);
    }
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
function mostFeatures(pieces: readonly Piece[], known: readonly number[]): number {
  return pieces.length * 4 + known.length + 3;
}
