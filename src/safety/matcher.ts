import type { Token } from './tokens.js';
import type { Item, Sequence } from './pattern.js';
import { groupName, parsePattern } from './pattern.js';

/** A stretch of tokens, `to` included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch that means something; `parts` are the phrases it is made of, without the words between them. */
export interface Mark extends Stretch {
  readonly parts: readonly Part[];
}

/** `name` is the group or word that the phrase was asked for by. */
export interface Part extends Stretch {
  readonly name: string;
}

/** All marks of a message, by group or sign. */
export type Marks = ReadonlyMap<string, readonly Mark[]>;

export interface Matcher {
  /** Marks every group and sign. The work is at most a constant times the number of tokens. */
  mark(tokens: readonly Token[]): Marks;
}

/** No pattern reaches further than this, however many filler words stand between. */
const REACH = 24;
/** Filler words skipped inside a phrase. */
const SKIPPED = 3;

interface Node {
  readonly next: Map<string, Node>;
  readonly names: string[];
}

interface Search {
  readonly name: string;
  readonly sequence: Sequence;
}

/**
 * Compiles named lists of patterns. Fixed phrases go into one trie over lemmas, walked once from each token;
 * patterns with gaps or groups are searched afterwards, groups before the groups and signs that use them.
 */
export function createMatcher(named: ReadonlyMap<string, readonly string[]>, lemma: (word: string) => string): Matcher {
  const root: Node = { next: new Map(), names: [] };
  const searches: Search[] = [];
  for (const name of inOrderOfUse(named)) {
    for (const sequence of named.get(name)!.flatMap(parsePattern)) {
      if (isPhrase(sequence)) addPhrases(root, sequence, name, lemma);
      else {
        searches.push({ name, sequence });
        for (const word of sequence.items.flat()) if (groupName(word) === undefined) addWord(root, word, lemma);
      }
    }
  }
  return { mark: (tokens) => markAll(tokens, root, searches) };
}

const isPhrase = ({ items, gaps }: Sequence) =>
  gaps.every((gap) => gap === 0) && items.flat().every((word) => groupName(word) === undefined);

function addPhrases(root: Node, { items }: Sequence, name: string, lemma: (word: string) => string): void {
  let nodes = [root];
  for (const item of items) nodes = [...new Set(nodes.flatMap((node) => item.map((word) => child(node, lemma(word)))))];
  for (const node of nodes) if (!node.names.includes(name)) node.names.push(name);
}

function addWord(root: Node, word: string, lemma: (word: string) => string): void {
  const node = child(root, lemma(word));
  if (!node.names.includes(word)) node.names.push(word);
}

function child(node: Node, key: string): Node {
  const known = node.next.get(key);
  if (known) return known;
  const fresh: Node = { next: new Map(), names: [] };
  node.next.set(key, fresh);
  return fresh;
}

/** Names such that whatever a group refers to comes before it. */
function inOrderOfUse(named: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (order.has(name)) return;
    if (path.includes(name)) throw new Error(`groups refer to each other in a circle: ${[...path, name].join(' > ')}`);
    const patterns = named.get(name);
    if (!patterns) throw new Error(`unknown group ${name}, used in ${path.at(-1) ?? 'no place'}: add it, or correct the name`);
    for (const item of patterns.flatMap(parsePattern).flatMap(({ items }) => items.flat())) {
      if (groupName(item) !== undefined) visit(item, [...path, name]);
    }
    order.add(name);
  };
  for (const name of named.keys()) visit(name, []);
  return [...order];
}

function markAll(tokens: readonly Token[], root: Node, searches: readonly Search[]): Marks {
  const marks = new Map<string, Mark[]>();
  const seen = new Set<string>();
  const add = (name: string, mark: Mark) => {
    const list = marks.get(name);
    const key = `${name} ${mark.from} ${mark.to}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (list) list.push(mark);
    else marks.set(name, [mark]);
  };
  for (let from = 0; from < tokens.length; from++) walkPhrases(tokens, root, from, add);
  const unsorted = new Set<string>();
  for (const { name, sequence } of searches) {
    const [first, ...others] = sequence.items as [Item, ...Item[]];
    if (!others.every((item) => item.some((other) => marks.has(other)))) continue;
    for (const word of first) {
      for (const start of marks.get(word) ?? []) {
        const parts = follow(tokens, marks, sequence, 1, partsOf(word, start), start.to, unsorted);
        if (parts) {
          add(name, { from: start.from, to: Math.max(...parts.map(({ to }) => to)), parts });
          unsorted.add(name);
        }
      }
    }
  }
  return marks;
}

/** A mark of a group that is made of other groups brings their parts. */
const partsOf = (name: string, { from, to, parts }: Mark): readonly Part[] => (parts.length > 0 ? parts : [{ name, from, to }]);

function walkPhrases(tokens: readonly Token[], root: Node, from: number, add: (name: string, mark: Mark) => void): void {
  const step = (node: Node, at: number, skipped: number): void => {
    const token = tokens[at];
    if (!token || (at > from && token.pause === 'stop')) return;
    for (const key of token.number === undefined ? [token.lemma] : [token.lemma, token.number]) {
      const next = node.next.get(key);
      if (!next) continue;
      for (const name of next.names) add(name, { from, to: at, parts: [] });
      step(next, at + 1, skipped);
    }
    if (token.filler && at > from && skipped < SKIPPED) step(node, at + 1, skipped + 1);
  };
  step(root, from, 0);
}

/** The nearest way to complete a sequence from the parts found so far. */
function follow(
  tokens: readonly Token[],
  marks: Marks,
  sequence: Sequence,
  index: number,
  parts: readonly Part[],
  last: number,
  unsorted: Set<string>,
): readonly Part[] | undefined {
  const item = sequence.items[index];
  if (!item) return parts;
  const gap = sequence.gaps[index - 1]!;
  for (const word of item) {
    const list = marks.get(word);
    if (!list) continue;
    if (unsorted.delete(word)) (list as Mark[]).sort((a, b) => a.from - b.from || a.to - b.to);
    for (let i = firstAfter(list, last); i < list.length; i++) {
      const mark = list[i]!;
      if (mark.from - last > REACH || wordsBetween(tokens, last, mark.from) > gap) break;
      const longer = [...parts, ...partsOf(word, mark)];
      const found = follow(tokens, marks, sequence, index + 1, longer, mark.to, unsorted);
      if (found) return found;
    }
  }
  return undefined;
}

function firstAfter(list: readonly Mark[], position: number): number {
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
