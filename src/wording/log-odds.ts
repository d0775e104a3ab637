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

/** The log-odds of each head. Features are looked up first and summed head by head: plain loops take a third of the time for 24 heads. */
export function logOdds(features: ReadonlyMap<string, number>, { hashes, heads }: WeightTable): number[] {
  const positions = new Int32Array(features.size);
  const values = new Float64Array(features.size);
  let known = 0;
  for (const [name, value] of features) {
    const at = positionOf(hashFeature(name), hashes);
    if (at === -1) continue;
    positions[known] = at;
    values[known] = value;
    known++;
  }
  const sums: number[] = [];
  for (const { bias, scale, weights } of heads) {
    let sum = bias;
    for (let at = 0; at < known; at++) sum += weights[positions[at]!]! * scale * values[at]!;
    sums.push(sum);
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
