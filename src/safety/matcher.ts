import type { Compiled, Search } from './compile.js';
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

/** All marks of a message, by group or sign, in the order in which they begin. */
export interface Marks {
  get(name: string): readonly Mark[];
  /** The same by number, for what every message is asked for. */
  at(id: number): readonly Mark[];
}

export interface Matcher {
  /** Marks every group and sign. The work is at most a constant times the number of tokens. */
  mark(tokens: readonly Token[]): Marks;
  /** The number of a group or sign. */
  readonly idOf: (name: string) => number;
}

/** No pattern reaches further than this, however many filler words stand between. */
const REACH = 24;
/** Filler words skipped inside a phrase. */
const SKIPPED = 3;
const NOTHING: readonly Mark[] = [];

/** A matcher for compiled patterns: its tokens must have the numbers of their lemmas from there. */
export function createMatcher({ names, lemmas, nodes, searches }: Compiled): Matcher {
  const trie = new Trie(nodes, lemmas.length);
  const ids = new Map(names.map((name, id) => [name, id]));
  const idOf = (name: string) => ids.get(name) ?? -1;
  const named = searches.map(({ id, items, gaps }): NamedSearch => ({
    id,
    items,
    gaps,
    names: items.map((item) => names[item]!),
  }));
  // Beside the searches, since most end at their first or last item: asking each search itself takes three times as long.
  const firsts = Int32Array.from(searches, ({ items }) => items[0]!);
  const lasts = Int32Array.from(searches, ({ items }) => items.at(-1)!);
  return {
    mark: (tokens) => {
      const marking = new Marking(tokens, trie, names.length);
      marking.markPhrases();
      const { lists } = marking;
      for (let at = 0; at < named.length; at++) {
        if (lists[firsts[at]!] && lists[lasts[at]!]) marking.search(named[at]!);
      }
      return { get: (name) => lists[idOf(name)] ?? NOTHING, at: (id) => lists[id] ?? NOTHING };
    },
    idOf,
  };
}

/** `names` are those of its items. */
interface NamedSearch extends Search {
  readonly names: readonly string[];
}

/** The marks of one message, while they are made. */
class Marking {
  /** By id. */
  readonly lists: (FoundMark[] | undefined)[];

  constructor(
    readonly tokens: readonly Token[],
    readonly trie: Trie,
    names: number,
  ) {
    this.lists = new Array<FoundMark[] | undefined>(names);
  }

  markPhrases(): void {
    for (let from = 0; from < this.tokens.length; from++) this.#walk(0, from, from, 0);
  }

  #walk(node: number, from: number, at: number, skipped: number): void {
    const token = this.tokens[at];
    if (!token || (at > from && token.pause === 'stop')) return;
    const { lemmas, filler } = token.word;
    for (const lemma of lemmas) {
      const next = this.trie.child(node, lemma);
      if (next === 0) continue;
      const ids = this.trie.ids[next]!;
      if (ids.length > 0) this.#mark(ids, new FoundMark(from, at));
      if (this.trie.goesOn(next)) this.#walk(next, from, at + 1, skipped);
    }
    if (filler && at > from && skipped < SKIPPED) this.#walk(node, from, at + 1, skipped + 1);
  }

  #mark(ids: readonly number[], mark: FoundMark): void {
    for (const id of ids) {
      const list = this.lists[id];
      if (list) append(list, mark);
      else this.lists[id] = [mark];
    }
  }

  search(search: NamedSearch): void {
    const { id, items } = search;
    for (const item of items) if (!this.lists[item]) return;
    let found: FoundMark[] | undefined;
    for (const start of this.lists[items[0]!]!) {
      const mark = this.#markFrom(start, search);
      if (!mark) continue;
      if (found) append(found, mark);
      else found = [mark];
    }
    const known = this.lists[id];
    if (found) this.lists[id] = known ? merge(known, found) : found;
  }

  #markFrom(start: FoundMark, search: NamedSearch): FoundMark | undefined {
    // A group of another group's marks has the same parts, unless they are phrases, which bring the name that they were asked for by.
    if (search.items.length === 1 && start.found) return start;
    const marks = this.#complete(search, 1, start.to);
    if (!marks) return undefined;
    marks[0] = start;
    // Each begins behind the one before it, so that the last one ends last.
    return new FoundMark(start.from, marks.at(-1)!.to, search, marks);
  }

  /** The nearest marks of all items from `index` on; those before it are left free. */
  #complete(search: NamedSearch, index: number, last: number): FoundMark[] | undefined {
    const { items, gaps } = search;
    if (index === items.length) return new Array<FoundMark>(items.length);
    const list = this.lists[items[index]!]!;
    const gap = gaps[index - 1]!;
    for (let at = firstAfter(list, last); at < list.length; at++) {
      const mark = list[at]!;
      if (mark.from - last > REACH || wordsBetween(this.tokens, last, mark.from) > gap) break;
      const found = this.#complete(search, index + 1, mark.to);
      if (!found) continue;
      found[index] = mark;
      return found;
    }
    return undefined;
  }
}

class FoundMark implements Mark {
  /** What a search found, in the order of its items; a phrase has none. */
  constructor(
    readonly from: number,
    readonly to: number,
    readonly search?: NamedSearch,
    readonly found?: readonly FoundMark[],
  ) {}

  /** Worked out when they are asked for, as those of few marks are. A mark of a group that is made of other groups brings their parts. */
  get parts(): readonly Part[] {
    return (this.found ?? []).flatMap((mark, item) =>
      mark.found ? mark.parts : { name: this.search!.names[item]!, from: mark.from, to: mark.to },
    );
  }
}

/** Two lists sorted by where marks begin, as one; each stretch once. */
function merge(left: readonly FoundMark[], right: readonly FoundMark[]): FoundMark[] {
  const merged: FoundMark[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const fromLeft = j >= right.length || (i < left.length && left[i]!.from <= right[j]!.from);
    append(merged, fromLeft ? left[i++]! : right[j++]!);
  }
  return merged;
}

function append(list: FoundMark[], mark: FoundMark): void {
  for (let at = list.length - 1; at >= 0 && list[at]!.from === mark.from; at--) if (list[at]!.to === mark.to) return;
  list.push(mark);
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
  const { at, word } = tokens[left]!;
  return tokens[right]!.at - at - (word.filler ? 0 : 1);
}
