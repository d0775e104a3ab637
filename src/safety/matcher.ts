import { firstPlace } from '../wording/halving.js';
import type { Compiled } from './compile.js';
import { Marking } from './marking.js';
import type { Token } from './tokens.js';
import { Trie } from './trie.js';

/** A stretch of tokens, `to` included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch that means something; `parts` are the phrases it is made of, without the words between them. */
export interface Mark extends Stretch {
  readonly parts: readonly Part[];
}

/** `name` is the group or the words that the phrase was asked for by. */
export interface Part extends Stretch {
  readonly name: string;
}

/** All marks of a message, by the number of a group or sign, in the order in which they begin. They hold until the next message is marked. */
export interface Marks {
  at(id: number): readonly Mark[];
  /** Whether one of those passes; the others are not made. */
  some(id: number, test: (mark: Mark) => boolean): boolean;
  /** Whether one of those lies between two tokens, these included. */
  within(id: number, from: number, to: number): boolean;
  /** Only where they are. */
  each(id: number, visit: (from: number, to: number) => void): void;
  has(id: number): boolean;
}

export interface Matcher {
  /** Marks every group and sign. The work is at most a constant times the number of tokens. */
  mark(tokens: readonly Token[]): Marks;
  /** The number of a group or sign that is there. */
  readonly idOf: (name: string) => number;
}

/** A matcher for compiled patterns: its tokens must have the numbers of their lemmas from there. */
export function createMatcher({ names, lemmas, nodes, searches }: Compiled): Matcher {
  const ids = new Map(names.map((name, id) => [name, id]));
  const marking = new Marking(names, new Trie(nodes, lemmas.length), searches);
  return { mark: (tokens) => marking.mark(tokens), idOf: (name) => ids.get(name)! };
}

/** Index of the first mark that begins after a token; lists are sorted by where marks begin. */
export function firstAfter(list: readonly Mark[], position: number): number {
  return firstPlace(0, list.length, (place) => list[place]!.from <= position);
}

/** Words between two tokens, pauses counted as tokens.ts weighs them. */
export function wordsBetween(tokens: readonly Token[], left: number, right: number): number {
  const { at, word } = tokens[left]!;
  return tokens[right]!.at - at - (word.filler ? 0 : 1);
}
