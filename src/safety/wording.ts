import { wordingFeatures, wordingPieces } from './wording-features.js';

/** Weights of features, for several questions that are answered by the same features. */
export interface WeightTable {
  /** Hashes of the features, ascending; the weights stand in the same order. */
  readonly hashes: Uint32Array;
  readonly heads: readonly WeightHead[];
}

/** A logistic regression: log-odds = bias + sum of weight times value. */
export interface WeightHead {
  readonly name: string;
  readonly bias: number;
  /** A weight is its integer times the scale. */
  readonly scale: number;
  readonly weights: Int8Array;
}

/** What `npm run train-triage` has learned from labelled messages. */
export interface WordingWeights {
  /** Heads `alarm` (crisis, emergency or urgent), `emergency` (or crisis) and `crisis`. */
  readonly levels: WeightTable;
  /** A head a rule, by its id. */
  readonly rules: WeightTable;
  /** Of the file: 8 hexadecimal digits. */
  readonly digest: string;
}

/** How a message is worded, next to labelled ones: natural log-odds, 0 is as likely as not. */
export interface Wording {
  /** How many words it was judged by. */
  readonly words: number;
  readonly alarm: number;
  readonly emergency: number;
  readonly crisis: number;
  /** The rule that such messages fall under most often. */
  readonly rule: string;
}

/** Compares a message with labelled ones by its words. Null when it has no words. */
export function readWording(message: string, groups: readonly string[], weights: WordingWeights): Wording | null {
  const pieces = wordingPieces(message);
  const words = pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
  if (words === 0) return null;
  const features = wordingFeatures(pieces, groups);
  const [alarm, emergency, crisis] = logOdds(features, weights.levels);
  const rules = logOdds(features, weights.rules);
  const likeliest = rules.indexOf(Math.max(...rules));
  return { words, alarm: alarm!, emergency: emergency!, crisis: crisis!, rule: weights.rules.heads[likeliest]!.name };
}

/** The log-odds of each head. */
export function logOdds(features: ReadonlyMap<string, number>, { hashes, heads }: WeightTable): number[] {
  const sums = heads.map(({ bias }) => bias);
  for (const [name, value] of features) {
    const at = positionOf(hashFeature(name), hashes);
    if (at === -1) continue;
    for (const [head, { weights, scale }] of heads.entries()) sums[head]! += weights[at]! * scale * value;
  }
  return sums;
}

/** FNV-1a (Fowler, Noll and Vo), 32 bits, over UTF-16 code units. */
export function hashFeature(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Binary search. */
function positionOf(hash: number, hashes: Uint32Array): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = hashes[middle]!;
    if (value === hash) return middle;
    if (value < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
