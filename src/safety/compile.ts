import type { Item, Sequence } from './pattern.js';
import { groupName } from './pattern.js';

/** A trie over lemmas; `ids` are the groups, signs and sets of words that end here. */
export interface Node {
  next?: Map<string, Node>;
  ids?: number[];
}

/** A pattern with gaps or groups: a stretch gets `id` where marks of `items` follow one another within `gaps`. */
export interface Search {
  readonly id: number;
  readonly items: readonly number[];
  readonly gaps: readonly number[];
}

export interface Compiled {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: readonly string[];
  readonly root: Node;
  /** In such an order that whatever a search needs was searched before. */
  readonly searches: readonly Search[];
}

/** Named lists of patterns, parsed. */
export type Patterns = ReadonlyMap<string, readonly Sequence[]>;

type Lemma = (word: string) => string;

/**
 * Fixed phrases go into one trie, walked once from each token. Patterns with gaps or groups become searches over the
 * marks made before; an item with several alternatives counts as a group of its own.
 */
export function compilePatterns(parsed: Patterns, lemma: Lemma): Compiled {
  const build = new Build(lemma);
  for (const name of inOrderOfUse(parsed)) for (const sequence of parsed.get(name)!) build.add(name, sequence);
  return build;
}

class Build implements Compiled {
  readonly ids = new Map<string, number>();
  readonly names: string[] = [];
  readonly root: Node = {};
  readonly searches: Search[] = [];

  readonly #lemmas = new Map<string, string>();

  constructor(readonly lemma: Lemma) {}

  #lemmaOf(word: string): string {
    let lemma = this.#lemmas.get(word);
    if (lemma === undefined) this.#lemmas.set(word, (lemma = this.lemma(word)));
    return lemma;
  }

  add(name: string, { items, gaps }: Sequence): void {
    const id = this.#id(name);
    const isPhrase = gaps.every((gap) => gap === 0) && items.flat().every((word) => groupName(word) === undefined);
    if (isPhrase) this.#addPhrase(id, items);
    else if (items.length === 1) this.#addUnion(id, items[0]!);
    else this.searches.push({ id, items: items.map((item) => this.#itemId(item)), gaps });
  }

  #id(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  #itemId(item: Item): number {
    if (item.length === 1 && groupName(item[0]!) !== undefined) return this.#id(item[0]!);
    const name = item.join('|');
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = this.#id(name);
    this.#addUnion(id, item);
    return id;
  }

  #addUnion(id: number, item: Item): void {
    for (const word of item) {
      if (groupName(word) === undefined) this.#addPhrase(id, [[word]]);
      else this.searches.push({ id, items: [this.#id(word)], gaps: [] });
    }
  }

  #addPhrase(id: number, items: readonly Item[]): void {
    let nodes = [this.root];
    for (const item of items) nodes = nodes.flatMap((node) => item.map((word) => child(node, this.#lemmaOf(word))));
    for (const node of nodes) {
      node.ids ??= [];
      if (!node.ids.includes(id)) node.ids.push(id);
    }
  }
}

function child(node: Node, key: string): Node {
  node.next ??= new Map();
  const known = node.next.get(key);
  if (known) return known;
  const fresh: Node = {};
  node.next.set(key, fresh);
  return fresh;
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
