import type { FeatureVector, PassingFeatures } from './features.js';
import type { Piece } from './pieces.js';

/** The features of a message as they are gathered, each once, in memory that is used again. */
export class FeatureSet implements PassingFeatures {
  hashes = new Uint32Array();
  values = new Float32Array();
  size = 0;
  readonly words: Piece[] = [];
  wordCount = 0;
  wordScale = 1;
  /** Words are marked with it, as a set of them takes five times as long. */
  turn = 0;
  /** Open addressing: where a hash stands in the list, counted from 1. */
  #places = new Uint32Array();
  #mask = 0;

  /** Itself, emptied, with room for so many. */
  begin(most: number): this {
    const places = 2 ** Math.ceil(Math.log2(most * 2));
    if (places > this.#places.length) {
      this.hashes = new Uint32Array(places / 2);
      this.values = new Float32Array(places / 2);
      this.#places = new Uint32Array(places);
    } else {
      this.#places.fill(0, 0, places);
    }
    this.#mask = places - 1;
    this.size = this.wordCount = 0;
    this.turn++;
    return this;
  }

  addWord(word: Piece): void {
    if (word.turn === this.turn) return;
    word.turn = this.turn;
    this.words[this.wordCount++] = word;
  }

  add(hash: number, value: number): void {
    let slot = hash & this.#mask;
    for (let place = this.#places[slot]!; place !== 0; place = this.#places[slot]!) {
      if (this.hashes[place - 1] === hash) return;
      slot = (slot + 1) & this.#mask;
    }
    this.hashes[this.size] = hash;
    this.values[this.size] = value;
    this.#places[slot] = ++this.size;
  }

  /** To unit length, with what the words bring. */
  scale(): void {
    let squares = 0;
    for (let at = 0; at < this.size; at++) squares += this.values[at]! ** 2;
    for (let at = 0; at < this.wordCount; at++) squares += this.words[at]!.square;
    this.wordScale = 1 / Math.sqrt(squares);
    for (let at = 0; at < this.size; at++) this.values[at]! *= this.wordScale;
  }
}

/** Features one behind the other, also such as are there already, in memory that is used again. */
export class FeatureList implements FeatureVector {
  hashes = new Uint32Array();
  values = new Float32Array();
  size = 0;

  /** Emptied, with room for so many. */
  begin(most: number): void {
    this.size = 0;
    if (most <= this.hashes.length) return;
    this.hashes = new Uint32Array(most * 2);
    this.values = new Float32Array(most * 2);
  }

  add(hash: number, value: number): void {
    this.hashes[this.size] = hash;
    this.values[this.size++] = value;
  }
}
