import type { Item, Sequence } from './pattern.js';
import { groupName } from './pattern.js';

/** A pattern with gaps or groups: a stretch gets `id` where marks of `items` follow one another within `gaps`. */
export interface Search {
  readonly id: number;
  readonly items: readonly number[];
  readonly gaps: readonly number[];
}

/**
 * The trie of phrases, node by node: the root first, and each behind its parent. As lists of numbers they are read three times as fast as an object a
 * node.
 */
export interface Nodes {
  readonly parents: readonly number[];
  /** The last word of each. */
  readonly lemmas: readonly number[];
  /** How many groups, signs and sets of words end at each, and which: those of one node behind those of the other. */
  readonly idCounts: readonly number[];
  readonly ids: readonly number[];
}

/** All patterns, ready for the matcher: plain data, which a snapshot can hold. Ids and numbers are places in these lists. */
export interface Compiled {
  /** Groups, signs, their conditions, and sets of words. */
  readonly names: readonly string[];
  readonly lemmas: readonly string[];
  readonly nodes: Nodes;
  /** In such an order that whatever a search needs was searched before. */
  readonly searches: readonly Search[];
}

/** Named lists of patterns, parsed. */
export type Patterns = ReadonlyMap<string, readonly Sequence[]>;

/**
 * Fixed phrases go into one trie, walked once from each token. Patterns with gaps or groups become searches over the
 * marks made before; an item with several alternatives counts as a group of its own.
 */
export function compilePatterns(parsed: Patterns, lemma: (word: string) => string): Compiled {
  const build = new Build(lemma);
  for (const name of inOrderOfUse(parsed)) for (const sequence of parsed.get(name)!) build.add(name, sequence);
  return {
    names: [...build.names.keys()],
    lemmas: [...build.lemmas.keys()],
    nodes: build.nodes(),
    searches: build.searches,
  };
}

interface Node {
  readonly parent: number;
  readonly lemma: number;
  readonly ids: Set<number>;
  /** By their lemmas. */
  readonly children: Map<number, number>;
}

class Build {
  readonly names = new Map<string, number>();
  readonly lemmas = new Map<string, number>();
  readonly searches: Search[] = [];
  readonly #nodes: Node[] = [{ parent: 0, lemma: 0, ids: new Set(), children: new Map() }];

  constructor(readonly lemma: (word: string) => string) {}

  add(name: string, { items, gaps }: Sequence): void {
    const id = numberOf(name, this.names);
    const isPhrase = gaps.every((gap) => gap === 0) && items.flat().every((word) => groupName(word) === undefined);
    if (isPhrase) this.#addPhrase(id, items);
    else if (items.length === 1) this.#addUnion(id, items[0]!);
    else this.searches.push({ id, items: items.map((item) => this.#itemId(item)), gaps });
  }

  nodes(): Nodes {
    return {
      parents: this.#nodes.map(({ parent }) => parent),
      lemmas: this.#nodes.map(({ lemma }) => lemma),
      idCounts: this.#nodes.map(({ ids }) => ids.size),
      ids: this.#nodes.flatMap(({ ids }) => [...ids]),
    };
  }

  #itemId(item: Item): number {
    if (item.length === 1 && groupName(item[0]!) !== undefined) return numberOf(item[0]!, this.names);
    const name = item.join('|');
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const id = numberOf(name, this.names);
    this.#addUnion(id, item);
    return id;
  }

  #addUnion(id: number, item: Item): void {
    for (const word of item) {
      if (groupName(word) === undefined) this.#addPhrase(id, [[word]]);
      else this.searches.push({ id, items: [numberOf(word, this.names)], gaps: [] });
    }
  }

  #addPhrase(id: number, items: readonly Item[]): void {
    let ends = [0];
    for (const item of items) {
      ends = ends.flatMap((node) => item.map((word) => this.#child(node, numberOf(this.lemma(word), this.lemmas))));
    }
    for (const end of ends) this.#nodes[end]!.ids.add(id);
  }

  #child(parent: number, lemma: number): number {
    const { children } = this.#nodes[parent]!;
    const known = children.get(lemma);
    if (known !== undefined) return known;
    children.set(lemma, this.#nodes.length);
    return this.#nodes.push({ parent, lemma, ids: new Set(), children: new Map() }) - 1;
  }
}

/** The number of a name; a new one gets the next. */
function numberOf(name: string, numbers: Map<string, number>): number {
  let number = numbers.get(name);
  if (number === undefined) numbers.set(name, (number = numbers.size));
  return number;
}

/** Names such that whatever a group refers to comes before it. */
function inOrderOfUse(named: Patterns): Set<string> {
  const order = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (order.has(name)) return;
    if (path.includes(name)) throw new Error(`groups refer to each other in a circle: ${[...path, name].join(' > ')}`);
    const sequences = named.get(name);
    if (!sequences)
      throw new Error(`unknown group ${name}, used in ${path.at(-1) ?? 'no place'}: add it, or correct the name`);
    for (const item of sequences.flatMap(({ items }) => items.flat())) {
      if (groupName(item) !== undefined) visit(item, [...path, name]);
    }
    order.add(name);
  };
  for (const name of named.keys()) visit(name, []);
  return order;
}
