import { compilePatterns } from './compile.js';
import type { Compiled, Node, Patterns, Search } from './compile.js';
import type { Token } from './tokens.js';

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

/** All marks of a message, by group or sign. */
export interface Marks {
  get(name: string): readonly Mark[];
}

export interface Matcher {
  /** Marks every group and sign. The work is at most a constant times the number of tokens. */
  mark(tokens: readonly Token[]): Marks;
}

/** No pattern reaches further than this, however many filler words stand between. */
const REACH = 24;
/** Filler words skipped inside a phrase. */
const SKIPPED = 3;
const NOTHING: readonly Mark[] = [];
const NO_PARTS: readonly Part[] = [];

/** A matcher for named lists of patterns (pattern.ts). `lemma` gives the form in which words are compared. */
export function createMatcher(patterns: Patterns, lemma: (word: string) => string): Matcher {
  const compiled = compilePatterns(patterns, lemma);
  return {
    mark: (tokens) => {
      const marks = markAll(tokens, compiled);
      return { get: (name) => marks[compiled.ids.get(name) ?? -1] ?? NOTHING };
    },
  };
}

type Lists = (Mark[] | undefined)[];

function markAll(tokens: readonly Token[], { root, searches, names }: Compiled): Lists {
  const lists: Lists = new Array<Mark[] | undefined>(names.length);
  for (let from = 0; from < tokens.length; from++) walkPhrases(tokens, root, from, from, 0, lists);
  for (const search of searches) {
    if (!isPossible(search.items, lists)) continue;
    const found: Mark[] = [];
    for (const start of lists[search.items[0]!]!) {
      const parts = follow(tokens, lists, names, search, 1, partsOf(search.items[0]!, start, names), start.to);
      if (parts) found.push({ from: start.from, to: endOf(parts), parts });
    }
    if (found.length > 0) lists[search.id] = merge(lists[search.id] ?? [], found);
  }
  return lists;
}

/** Most searches end here: a plain loop, since this runs for every pattern of every message. */
function isPossible(items: readonly number[], lists: Lists): boolean {
  for (const id of items) if (!lists[id]) return false;
  return true;
}

const endOf = (parts: readonly Part[]) => parts.reduce((most, { to }) => Math.max(most, to), 0);

/** A mark of a group that is made of other groups brings their parts. */
const partsOf = (id: number, { from, to, parts }: Mark, names: readonly string[]): readonly Part[] =>
  parts.length > 0 ? parts : [{ name: names[id]!, from, to }];

/** Two lists sorted by where marks begin, as one; each stretch once. */
function merge(left: readonly Mark[], right: readonly Mark[]): Mark[] {
  const merged: Mark[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const fromLeft = j >= right.length || (i < left.length && left[i]!.from <= right[j]!.from);
    append(merged, fromLeft ? left[i++]! : right[j++]!);
  }
  return merged;
}

function append(list: Mark[], mark: Mark): void {
  for (let at = list.length - 1; at >= 0 && list[at]!.from === mark.from; at--) if (list[at]!.to === mark.to) return;
  list.push(mark);
}

function walkPhrases(
  tokens: readonly Token[],
  node: Node,
  from: number,
  at: number,
  skipped: number,
  lists: Lists,
): void {
  const token = tokens[at];
  if (!token || (at > from && token.pause === 'stop')) return;
  step(tokens, node.next?.get(token.lemma), from, at, skipped, lists);
  if (token.number !== undefined) step(tokens, node.next?.get(token.number), from, at, skipped, lists);
  if (token.filler && at > from && skipped < SKIPPED) walkPhrases(tokens, node, from, at + 1, skipped + 1, lists);
}

function step(
  tokens: readonly Token[],
  next: Node | undefined,
  from: number,
  at: number,
  skipped: number,
  lists: Lists,
): void {
  if (!next) return;
  if (next.ids) {
    const mark = { from, to: at, parts: NO_PARTS };
    for (const id of next.ids) append((lists[id] ??= []), mark);
  }
  if (next.next) walkPhrases(tokens, next, from, at + 1, skipped, lists);
}

/** The nearest way to complete a search from the parts found so far. */
function follow(
  tokens: readonly Token[],
  lists: Lists,
  names: readonly string[],
  search: Search,
  index: number,
  parts: readonly Part[],
  last: number,
): readonly Part[] | undefined {
  const id = search.items[index];
  if (id === undefined) return parts;
  const list = lists[id]!;
  const gap = search.gaps[index - 1]!;
  for (let i = firstAfter(list, last); i < list.length; i++) {
    const mark = list[i]!;
    if (mark.from - last > REACH || wordsBetween(tokens, last, mark.from) > gap) break;
    const found = follow(tokens, lists, names, search, index + 1, [...parts, ...partsOf(id, mark, names)], mark.to);
    if (found) return found;
  }
  return undefined;
}

/** Index of the first mark that begins after a token; lists are sorted by where marks begin. */
export function firstAfter(list: readonly Mark[], position: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.from <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words between two tokens, pauses counted as tokens.ts weighs them. */
export function wordsBetween(tokens: readonly Token[], left: number, right: number): number {
  const { at, filler } = tokens[left]!;
  return tokens[right]!.at - at - (filler ? 0 : 1);
}
