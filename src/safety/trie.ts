import type { Nodes } from './compile.js';

/** Phrases by their words, for walking: a node is a number, the root is 0, and so is "no such node". */
export class Trie {
  /** How many nodes there are. */
  readonly size: number;
  /** The groups, signs and sets of words that end at node `n` are `ids` from `firstId[n]` to before `firstId[n + 1]`. */
  readonly ids: Int32Array;
  readonly firstId: Int32Array;
  /** For each place in `ids` its node. */
  readonly nodeOf: Int32Array;
  /** Where each word leads to from the root: every word is asked for there. */
  readonly #first: Int32Array;
  readonly #lemmas: number;
  /** Behind the root, by open addressing: places of pairs, of parent and lemma as one number, and the node that they lead to; 0 is a free place. */
  readonly #pairs: Int32Array;
  readonly #shift: number;
  readonly #isInner: Uint8Array;

  constructor({ parents, lemmas, idCounts, ids }: Nodes, lemmaCount: number) {
    this.size = parents.length;
    this.ids = Int32Array.from(ids);
    this.firstId = new Int32Array(this.size + 1);
    this.nodeOf = new Int32Array(ids.length);
    this.#first = new Int32Array(lemmaCount);
    const bits = Math.ceil(Math.log2(this.size)) + 1;
    this.#lemmas = lemmaCount;
    this.#pairs = new Int32Array(2 ** (bits + 1));
    this.#shift = 32 - bits;
    this.#isInner = new Uint8Array(this.size);
    for (let node = 0; node < this.size; node++) {
      const end = (this.firstId[node + 1] = this.firstId[node]! + idCounts[node]!);
      for (let at = this.firstId[node]!; at < end; at++) this.nodeOf[at] = node;
      if (node > 0) this.#add(node, parents[node]!, lemmas[node]!);
    }
  }

  #add(node: number, parent: number, lemma: number): void {
    this.#isInner[parent] = 1;
    if (parent === 0) {
      this.#first[lemma] = node;
      return;
    }
    const place = this.#placeOf(parent, lemma);
    this.#pairs[place] = this.#pairOf(parent, lemma);
    this.#pairs[place + 1] = node;
  }

  /** Whether anything ends here. */
  hasIds(node: number): boolean {
    return this.firstId[node + 1]! > this.firstId[node]!;
  }

  /** Whether longer phrases begin with this one. */
  goesOn(node: number): boolean {
    return this.#isInner[node] === 1;
  }

  /** Where the next word leads to, or 0. */
  child(node: number, lemma: number): number {
    return node === 0 ? this.#first[lemma]! : this.#pairs[this.#placeOf(node, lemma) + 1]!;
  }

  #pairOf(node: number, lemma: number): number {
    return node * this.#lemmas + lemma + 1;
  }

  /** The place of a pair, or the free one where it would be. */
  #placeOf(node: number, lemma: number): number {
    const pairs = this.#pairs;
    const pair = this.#pairOf(node, lemma);
    // Multiplied by 2 ** 32 over the golden ratio, neighbouring numbers lie far apart (Knuth, The Art of Computer Programming, 6.4).
    let place = (Math.imul(pair, 0x9e3779b1) >>> this.#shift) * 2;
    while (pairs[place] !== 0 && pairs[place] !== pair) place = (place + 2) & (pairs.length - 1);
    return place;
  }
}
