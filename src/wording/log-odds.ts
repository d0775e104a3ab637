import { featuresOfWord, type Features, type FeatureVector } from './features.js';
import { firstPlace } from './halving.js';
import type { Piece } from './pieces.js';

/** A logistic regression: log-odds = bias + sum of weight times value. A weight is its integer times the scale. */
export interface Head {
  readonly name: string;
  readonly bias: number;
  readonly scale: number;
}

/** Nearly every word ends a pair, a triple and a pair with a gap. */
const FEATURES_OF_NEIGHBOURS = 3;

/** Made so far. */
let tables = 0;

/** Weights of features, for several questions that are answered by the same features. */
export class WeightTable {
  /** Made for the second message: it takes as long as two hundred messages take without it, and one is all that a command asks about. */
  #rows: Rows | undefined;
  #messages = 0;
  /** Where a word keeps what it brings here. */
  readonly #number = tables++;

  /** Hashes ascend; a row of weights, one a head, belongs to each. */
  constructor(
    readonly heads: readonly Head[],
    readonly hashes: Uint32Array,
    readonly weights: Int8Array,
  ) {}

  /** The log-odds of each head. Features that were never seen say nothing. */
  logOdds(features: Features): number[] {
    if (++this.#messages === 2) this.#rows = new Rows(this);
    const sums = this.#sums(features);
    const { words, wordCount, wordScale } = features;
    for (let word = 0; word < wordCount; word++) {
      const brings = this.#broughtBy(words[word]!);
      for (let head = 0; head < sums.length; head++) sums[head]! += brings[head]! * wordScale;
    }
    return this.heads.map(({ bias, scale }, head) => bias + scale * sums[head]!);
  }

  /** About the log-odds of the first head by the single words of a stretch alone, as though pairs and triples of words said nothing: they need not be looked up. */
  logOddsByWords(pieces: readonly Piece[], from: number, to: number): number {
    let sum = 0;
    let squares = 0;
    for (let at = from; at < to; at++) {
      const { isPause, cut } = pieces[at]!;
      if (isPause) continue;
      sum += this.#broughtBy(cut)[0]!;
      squares += cut.square + FEATURES_OF_NEIGHBOURS;
    }
    const { bias, scale } = this.heads[0]!;
    return bias + scale * (squares === 0 ? 0 : sum / Math.sqrt(squares));
  }

  #broughtBy(word: Piece): readonly number[] {
    return word.brings[this.#number] ?? this.#learn(word);
  }

  #learn(word: Piece): readonly number[] {
    const sums = this.#sums(featuresOfWord(word.text));
    // A plain list: as typed arrays the words of 10,000 questions took 1.5 MB more.
    const brings = new Array<number>(sums.length);
    for (let head = 0; head < sums.length; head++) brings[head] = sums[head]!;
    word.brings[this.#number] = brings;
    return brings;
  }

  #sums(features: FeatureVector): Float64Array {
    return this.#rows?.sums(features) ?? sumsByHalving(this, features);
  }
}

/** What {@link Rows.sums} gives, each row found by halving: needs nothing made, but waits for memory ten times as often. */
function sumsByHalving({ heads, hashes, weights }: WeightTable, features: FeatureVector): Float64Array {
  const sums = new Float64Array(heads.length);
  for (let feature = 0; feature < features.size; feature++) {
    const hash = features.hashes[feature]!;
    const row = firstPlace(0, hashes.length, (place) => hashes[place]! < hash);
    if (hashes[row] !== hash) continue;
    for (let head = 0; head < sums.length; head++) {
      sums[head]! += weights[row * sums.length + head]! * features.values[feature]!;
    }
  }
  return sums;
}

/** No row is behind one with this hash. */
const FREE = 0xffffffff;
const BYTES = Uint32Array.BYTES_PER_ELEMENT;

/**
 * Rows by their hashes: the first bits of a hash say where its row stands, or it is the next that was free, so that rows ascend. Nearly all the
 * time of a look-up is waiting for memory; that is why a row stands right behind its hash, why at least a third of the places are free, and why
 * the first places of all features are read before anything is made of them: memory brings many at a time to who does not wait for each.
 */
class Rows {
  /** Place after place: a hash, and its weights as bytes, filled up to whole numbers. */
  readonly #hashes: Uint32Array;
  readonly #weights: Int8Array;
  readonly #size: number;
  readonly #shift: number;
  readonly #heads: number;
  /** What stands at the first place of each feature that is asked for. */
  #first = new Uint32Array(1024);

  constructor({ heads, hashes, weights }: WeightTable) {
    const bits = Math.ceil(Math.log2(hashes.length * 1.5 + 1));
    this.#heads = heads.length;
    this.#size = 1 + Math.ceil(heads.length / BYTES);
    this.#shift = 32 - bits;
    const places = new Uint32Array(hashes.length);
    let place = -1;
    for (let row = 0; row < hashes.length; row++) {
      places[row] = place = Math.max(place + 1, hashes[row]! >>> this.#shift);
    }
    this.#hashes = new Uint32Array(Math.max(place + 2, 2 ** bits) * this.#size);
    this.#weights = new Int8Array(this.#hashes.buffer);
    for (let at = 0; at < this.#hashes.length; at += this.#size) this.#hashes[at] = FREE;
    for (let row = 0; row < hashes.length; row++) {
      const at = places[row]! * this.#size;
      this.#hashes[at] = hashes[row]!;
      for (let head = 0; head < this.#heads; head++) {
        this.#weights[(at + 1) * BYTES + head] = weights[row * this.#heads + head]!;
      }
    }
  }

  /** Weight times value, summed over the features, for each head. */
  sums({ hashes, values, size: features }: FeatureVector): Float64Array {
    const rows = this.#hashes;
    const weights = this.#weights;
    const size = this.#size;
    const heads = this.#heads;
    if (this.#first.length < features) this.#first = new Uint32Array(features * 2);
    const first = this.#first;
    for (let feature = 0; feature < features; feature++) {
      first[feature] = rows[(hashes[feature]! >>> this.#shift) * size]!;
    }
    const sums = new Float64Array(heads);
    for (let feature = 0; feature < features; feature++) {
      const hash = hashes[feature]!;
      let at = (hash >>> this.#shift) * size;
      let found = first[feature]!;
      while (found < hash) found = rows[(at += size)]!;
      if (found !== hash) continue;
      const value = values[feature]!;
      for (let head = 0, cell = (at + 1) * BYTES; head < heads; head++, cell++) sums[head]! += weights[cell]! * value;
    }
    return sums;
  }
}
