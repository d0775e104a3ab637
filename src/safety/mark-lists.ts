import { firstPlace } from '../wording/halving.js';
import { Chains } from './chains.js';
import { Integers } from './integers.js';
import type { Phrases } from './phrases.js';
import type { Stretches } from './stretches.js';

/**
 * The marks of each id, sorted by where they begin; of each stretch one. Phrases are put into the list of an id when it is asked for, as three of
 * four never are.
 */
export class MarkLists {
  /** All lists, one behind the other; where that of each id begins, and behind its end. */
  readonly #listed = new Integers();
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #isThere: Uint8Array;

  /** The phrases that end at each node of the trie. */
  readonly #phrasesOf = new Chains();
  /** The nodes whose phrases are not in the list of an id yet, as chains.ts has lists, but for places among the ids of all nodes. */
  readonly #firstLinks: Int32Array;
  readonly #nextLinks: Int32Array;
  /** A bit for each phrase, to sort them. */
  readonly #bits = new Integers();

  constructor(
    ids: number,
    readonly phrases: Phrases,
    readonly stretches: Stretches,
  ) {
    this.#starts = new Int32Array(ids);
    this.#ends = new Int32Array(ids);
    this.#isThere = new Uint8Array(ids);
    this.#firstLinks = new Int32Array(ids);
    this.#nextLinks = new Int32Array(phrases.trie.ids.length);
  }

  /** Begins anew with the phrases that were found. */
  begin(): void {
    this.#listed.clear();
    this.#phrasesOf.begin(this.phrases.trie.size);
    for (const list of [this.#starts, this.#ends, this.#isThere, this.#firstLinks]) list.fill(0);
    const nodes = this.phrases.nodes.values;
    const count = this.phrases.nodes.length;
    this.#bits.zeros(Math.ceil(count / 32));
    for (let phrase = count - 1; phrase >= 0; phrase--) {
      const node = nodes[phrase]!;
      if (this.#phrasesOf.first(node) === 0) this.#link(node);
      this.#phrasesOf.add(node, phrase);
    }
  }

  /** A node that phrases end at belongs to all its ids. */
  #link(node: number): void {
    const { ids, firstId } = this.phrases.trie;
    for (let at = firstId[node]!; at < firstId[node + 1]!; at++) {
      const id = ids[at]!;
      this.#isThere[id] = 1;
      this.#nextLinks[at] = this.#firstLinks[id]!;
      this.#firstLinks[id] = at + 1;
    }
  }

  has(id: number): boolean {
    return this.#isThere[id] === 1;
  }

  /** Makes the list of an id ready. Before this was called the places below are not those of its list. */
  prepare(id: number): void {
    let link = this.#firstLinks[id]!;
    if (link === 0) return;
    this.#firstLinks[id] = 0;
    const bits = this.#bits.values;
    for (; link !== 0; link = this.#nextLinks[link - 1]!) {
      const node = this.phrases.trie.nodeOf[link - 1]!;
      for (let at = this.#phrasesOf.first(node); at !== 0; at = this.#phrasesOf.next(at)) {
        const phrase = this.#phrasesOf.value(at);
        bits[phrase >> 5]! |= 1 << phrase;
      }
    }
    const start = this.open();
    for (let word = 0; word < this.#bits.length; word++) {
      for (let left = bits[word]!; left !== 0; left &= left - 1) {
        this.add(word * 32 + 31 - Math.clz32(left & -left), start);
      }
      bits[word] = 0;
    }
    this.close(id, start);
  }

  start(id: number): number {
    return this.#starts[id]!;
  }

  end(id: number): number {
    return this.#ends[id]!;
  }

  /** The place of the first mark of an id that begins behind a token. */
  firstBehind(id: number, token: number): number {
    return firstPlace(this.#starts[id]!, this.#ends[id]!, (place) => this.from(place) <= token);
  }

  mark(place: number): number {
    return this.#listed.values[place]!;
  }

  from(place: number): number {
    return this.stretches.from.values[this.#listed.values[place]!]!;
  }

  /** Opens a list, which ends with the last one: the place where it begins. */
  open(): number {
    return this.#listed.length;
  }

  /** Adds a mark to the open list, if it has no mark of its stretch. None of those begins behind it. */
  add(mark: number, start: number): void {
    const { from, to } = this.stretches;
    const listed = this.#listed.values;
    for (let at = this.#listed.length - 1; at >= start && from.values[listed[at]!] === from.values[mark]; at--) {
      if (to.values[listed[at]!] === to.values[mark]) return;
    }
    this.#listed.push(mark);
  }

  /** Gives the open list to an id, beside what it has. */
  close(id: number, start: number): void {
    const end = this.#listed.length;
    if (start === end) return;
    let known = this.#starts[id]!;
    const knownEnd = this.#ends[id]!;
    this.#starts[id] = start;
    if (knownEnd > 0) {
      const merged = (this.#starts[id] = end);
      let fresh = start;
      while (known < knownEnd || fresh < end) {
        const isKnownNext = fresh >= end || (known < knownEnd && this.#isFirst(known, fresh));
        this.add(this.mark(isKnownNext ? known++ : fresh++), merged);
      }
    }
    this.#ends[id] = this.#listed.length;
    this.#isThere[id] = 1;
  }

  #isFirst(known: number, fresh: number): boolean {
    const difference = this.from(known) - this.from(fresh);
    return difference < 0 || (difference === 0 && this.mark(known) < this.mark(fresh));
  }
}
