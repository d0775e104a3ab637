import type { Features } from './features.js';

/** A logistic regression: log-odds = bias + sum of weight times value. A weight is its integer times the scale. */
export interface Head {
  readonly name: string;
  readonly bias: number;
  readonly scale: number;
}

/** Weights of features, for several questions that are answered by the same features. */
export class WeightTable {
  /** Row numbers of the first hash of each bucket; a hash's bucket is what its first bits say. */
  readonly #buckets: Uint32Array;
  readonly #shift: number;

  /** Hashes ascend; a row of weights, one a head, belongs to each. */
  constructor(
    readonly heads: readonly Head[],
    readonly hashes: Uint32Array,
    readonly weights: Int8Array,
  ) {
    const bits = Math.max(1, Math.ceil(Math.log2(hashes.length + 1)));
    this.#shift = 32 - bits;
    this.#buckets = new Uint32Array(2 ** bits + 1);
    for (const hash of hashes) this.#buckets[(hash >>> this.#shift) + 1]!++;
    for (let at = 1; at < this.#buckets.length; at++) this.#buckets[at]! += this.#buckets[at - 1]!;
  }

  /** The log-odds of each head. Features that were never seen say nothing. */
  logOdds({ hashes, values }: Features): number[] {
    const { heads, weights } = this;
    const width = heads.length;
    const sums = new Float64Array(width);
    for (let at = 0; at < hashes.length; at++) {
      const row = this.#rowOf(hashes[at]!);
      if (row === -1) continue;
      const value = values[at]!;
      for (let head = 0, cell = row * width; head < width; head++, cell++) sums[head]! += weights[cell]! * value;
    }
    return heads.map(({ bias, scale }, head) => bias + scale * sums[head]!);
  }

  /** Hashes are spread evenly, so that a bucket holds one or two. */
  #rowOf(hash: number): number {
    const bucket = hash >>> this.#shift;
    const end = this.#buckets[bucket + 1]!;
    for (let row = this.#buckets[bucket]!; row < end; row++) if (this.hashes[row] === hash) return row;
    return -1;
  }
}
