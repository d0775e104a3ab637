import { Integers } from './integers.js';
import type { Stretches } from './stretches.js';
import type { Token } from './tokens.js';
import type { Trie } from './trie.js';

/** Filler words skipped inside a phrase. */
const SKIPPED = 3;

/** The phrases of one message after the other, by the token that they begin with: its first marks. */
export class Phrases {
  /** For each phrase where it ends in the trie. */
  readonly nodes = new Integers();
  #tokens: readonly Token[] = [];

  constructor(
    readonly trie: Trie,
    readonly stretches: Stretches,
  ) {}

  find(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    this.nodes.clear();
    for (let from = 0; from < tokens.length; from++) this.#walk(0, from, from, 0);
  }

  #walk(node: number, from: number, at: number, skipped: number): void {
    const token = this.#tokens[at];
    if (!token || (at > from && token.pause === 'stop')) return;
    const { lemmas, filler } = token.word;
    for (const lemma of lemmas) {
      const next = this.trie.child(node, lemma);
      if (next === 0) continue;
      if (this.trie.hasIds(next)) {
        this.stretches.add(from, at);
        this.nodes.push(next);
      }
      if (this.trie.goesOn(next)) this.#walk(next, from, at + 1, skipped);
    }
    if (filler && at > from && skipped < SKIPPED) this.#walk(node, from, at + 1, skipped + 1);
  }
}
