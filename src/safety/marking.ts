import type { Search } from './compile.js';
import { Integers } from './integers.js';
import { MarkLists } from './mark-lists.js';
import type { Mark, Marks, Part } from './matcher.js';
import { Phrases } from './phrases.js';
import { Stretches } from './stretches.js';
import type { Token } from './tokens.js';
import type { Trie } from './trie.js';

/** No pattern reaches further than this, however many filler words stand between. */
const REACH = 24;
/** Instead of a mark, where there is none. */
const NONE = -1;

/**
 * The marks of one message after the other: phrases, then what searches put together from marks. A long message has thousands, nearly all of them
 * steps on the way to others, so that they are numbers in memory that is used again; only those that are asked for become objects.
 */
export class Marking implements Marks {
  readonly #stretches = new Stretches();
  readonly #phrases: Phrases;
  readonly #lists: MarkLists;
  /** For each token its position in words, and the position behind it. */
  readonly #positions = new Integers();
  readonly #ends = new Integers();
  /** For each mark behind the phrases the search that found it, and where the marks that it is made of begin in `#found`. */
  readonly #searches = new Integers();
  readonly #firstFound = new Integers();
  readonly #found = new Integers();

  // Beside the searches, since most end at their first or last item: asking each search itself takes three times as long.
  readonly #firstItems: Int32Array;
  readonly #lastItems: Int32Array;
  /** What the search that is under way has put together so far. */
  readonly #chosen: Int32Array;
  /** Those of ids that were asked for. */
  #made = new Map<number, readonly Mark[]>();

  constructor(
    readonly names: readonly string[],
    trie: Trie,
    readonly searches: readonly Search[],
  ) {
    this.#phrases = new Phrases(trie, this.#stretches);
    this.#lists = new MarkLists(names.length, this.#phrases, this.#stretches);
    this.#firstItems = Int32Array.from(searches, ({ items }) => items[0]!);
    this.#lastItems = Int32Array.from(searches, ({ items }) => items.at(-1)!);
    this.#chosen = new Int32Array(Math.max(0, ...searches.map(({ items }) => items.length)));
  }

  mark(tokens: readonly Token[]): Marks {
    this.#begin(tokens);
    this.#phrases.find(tokens);
    this.#lists.begin();
    for (let search = 0; search < this.searches.length; search++) {
      if (this.has(this.#firstItems[search]!) && this.has(this.#lastItems[search]!)) this.#look(search);
    }
    return this;
  }

  has(id: number): boolean {
    return this.#lists.has(id);
  }

  at(id: number): readonly Mark[] {
    let marks = this.#made.get(id);
    if (!marks) this.#made.set(id, (marks = this.#make(id)));
    return marks;
  }

  some(id: number, test: (mark: Mark) => boolean): boolean {
    const lists = this.#lists;
    lists.prepare(id);
    for (let at = lists.start(id); at < lists.end(id); at++) if (test(this.#markAt(at))) return true;
    return false;
  }

  within(id: number, from: number, to: number): boolean {
    const lists = this.#lists;
    lists.prepare(id);
    for (let at = lists.firstBehind(id, from - 1); at < lists.end(id) && lists.from(at) <= to; at++) {
      if (this.#stretches.to.values[lists.mark(at)]! <= to) return true;
    }
    return false;
  }

  each(id: number, visit: (from: number, to: number) => void): void {
    const lists = this.#lists;
    lists.prepare(id);
    for (let at = lists.start(id); at < lists.end(id); at++) {
      visit(lists.from(at), this.#stretches.to.values[lists.mark(at)]!);
    }
  }

  #begin(tokens: readonly Token[]): void {
    for (const list of [this.#positions, this.#ends, this.#searches, this.#firstFound, this.#found]) list.clear();
    this.#stretches.clear();
    // A map that is emptied instead keeps what it held alive in V8, for longer than the message.
    this.#made = new Map();
    for (const { at, word } of tokens) {
      this.#positions.push(at);
      this.#ends.push(word.filler ? at : at + 1);
    }
  }

  #look(search: number): void {
    const { id, items } = this.searches[search]!;
    for (const item of items) if (!this.has(item)) return;
    const lists = this.#lists;
    for (const item of items) lists.prepare(item);
    lists.prepare(id);
    const start = lists.open();
    const first = items[0]!;
    const end = lists.end(first);
    for (let at = lists.start(first); at < end; at++) {
      const mark = this.#markFrom(lists.mark(at), search);
      if (mark !== NONE) lists.add(mark, start);
    }
    lists.close(id, start);
  }

  #markFrom(start: number, search: number): number {
    const { items } = this.searches[search]!;
    // A group of another group's marks has the same parts, unless they are phrases, which bring the name that they were asked for by.
    if (items.length === 1 && !this.#isPhrase(start)) return start;
    const { from, to } = this.#stretches;
    this.#chosen[0] = start;
    if (!this.#complete(search, 1, to.values[start]!)) return NONE;
    const last = this.#chosen[items.length - 1]!;
    this.#searches.push(search);
    this.#firstFound.push(this.#found.length);
    for (let item = 0; item < items.length; item++) this.#found.push(this.#chosen[item]!);
    // Each begins behind the one before it, so that the last one ends last.
    return this.#stretches.add(from.values[start]!, to.values[last]!);
  }

  #isPhrase(mark: number): boolean {
    return mark < this.#phrases.nodes.length;
  }

  /** Chooses the nearest marks of all items from `index` on, if there are such. */
  #complete(search: number, index: number, last: number): boolean {
    const { items, gaps } = this.searches[search]!;
    if (index === items.length) return true;
    const gap = gaps[index - 1]!;
    const lists = this.#lists;
    const end = lists.end(items[index]!);
    for (let at = lists.firstBehind(items[index]!, last); at < end; at++) {
      const from = lists.from(at);
      if (from - last > REACH || this.#positions.values[from]! - this.#ends.values[last]! > gap) return false;
      const mark = lists.mark(at);
      this.#chosen[index] = mark;
      if (this.#complete(search, index + 1, this.#stretches.to.values[mark]!)) return true;
    }
    return false;
  }

  #make(id: number): Mark[] {
    const lists = this.#lists;
    lists.prepare(id);
    const start = lists.start(id);
    // Of that length from the beginning: one that grows leaves several behind.
    const marks = new Array<Mark>(lists.end(id) - start);
    for (let index = 0; index < marks.length; index++) marks[index] = this.#markAt(start + index);
    return marks;
  }

  #markAt(place: number): Mark {
    const mark = this.#lists.mark(place);
    return new FoundMark(this.#stretches.from.values[mark]!, this.#stretches.to.values[mark]!, mark, this);
  }

  /** A phrase has none. A mark of a group that is made of other groups brings their parts. */
  partsOf(mark: number): Part[] {
    const parts: Part[] = [];
    if (!this.#isPhrase(mark)) this.#addParts(mark, parts);
    return parts;
  }

  #addParts(mark: number, parts: Part[]): void {
    const { from, to } = this.#stretches;
    const place = mark - this.#phrases.nodes.length;
    const first = this.#firstFound.values[place]!;
    const { items } = this.searches[this.#searches.values[place]!]!;
    for (let index = 0; index < items.length; index++) {
      const part = this.#found.values[first + index]!;
      if (this.#isPhrase(part)) {
        parts.push({ name: this.names[items[index]!]!, from: from.values[part]!, to: to.values[part]! });
      } else {
        this.#addParts(part, parts);
      }
    }
  }
}

class FoundMark implements Mark {
  readonly #mark: number;
  readonly #marking: Marking;

  constructor(
    readonly from: number,
    readonly to: number,
    mark: number,
    marking: Marking,
  ) {
    this.#mark = mark;
    this.#marking = marking;
  }

  /** Worked out when they are asked for, as those of few marks are. */
  get parts(): readonly Part[] {
    return this.#marking.partsOf(this.#mark);
  }
}
