import type { Search } from './compile.js';
import { Integers } from './integers.js';
import type { Mark, Marks, Part } from './matcher.js';
import type { Token } from './tokens.js';
import type { Trie } from './trie.js';

/** No pattern reaches further than this, however many filler words stand between. */
const REACH = 24;
/** Filler words skipped inside a phrase. */
const SKIPPED = 3;
/** Instead of a mark or of an id, where there is none. */
export const NONE = -1;

/**
 * The marks of one message after the other. A long message has thousands, nearly all of them steps on the way to others, so that they are numbers in
 * memory that is used again; only those that are asked for become objects.
 */
export class Marking {
  #tokens: readonly Token[] = [];
  /** For each token its position in words, and the position behind it. */
  readonly #positions = new Integers();
  readonly #ends = new Integers();

  /** For each mark its first and last token. */
  readonly #from = new Integers();
  readonly #to = new Integers();
  /** The first marks are phrases; for each of them where it ends in the trie. */
  readonly #nodes = new Integers();
  /** For each mark behind them the search that found it, and where the marks that it is made of begin in `#found`. */
  readonly #searches = new Integers();
  readonly #firstFound = new Integers();
  readonly #found = new Integers();

  /** The marks of each id: those of `#listed` from the one place to before the other, sorted by where they begin. */
  readonly #listed = new Integers();
  readonly #listStarts: Int32Array;
  readonly #listEnds: Int32Array;

  // Beside the searches, since most end at their first or last item: asking each search itself takes three times as long.
  readonly #firstItems: Int32Array;
  readonly #lastItems: Int32Array;
  /** What the search that is under way has put together so far. */
  readonly #chosen: Int32Array;

  constructor(
    readonly names: readonly string[],
    readonly trie: Trie,
    readonly searches: readonly Search[],
  ) {
    this.#listStarts = new Int32Array(names.length);
    this.#listEnds = new Int32Array(names.length);
    this.#firstItems = Int32Array.from(searches, ({ items }) => items[0]!);
    this.#lastItems = Int32Array.from(searches, ({ items }) => items.at(-1)!);
    this.#chosen = new Int32Array(Math.max(0, ...searches.map(({ items }) => items.length)));
  }

  mark(tokens: readonly Token[], ids: ReadonlyMap<string, number>): Marks {
    this.#begin(tokens);
    for (let from = 0; from < tokens.length; from++) this.#walk(0, from, from, 0);
    this.#listPhrases();
    for (let search = 0; search < this.searches.length; search++) {
      if (this.#has(this.#firstItems[search]!) && this.#has(this.#lastItems[search]!)) this.#look(search);
    }
    const asked = new Map<number, readonly Mark[]>();
    const at = (id: number) => {
      let marks = asked.get(id);
      if (!marks) asked.set(id, (marks = this.#marksOf(id)));
      return marks;
    };
    const idOf = (name: string) => ids.get(name) ?? NONE;
    return {
      get: (name) => at(idOf(name)),
      at,
      some: (id, test) => this.#some(id, test),
      within: (id, from, to) => this.#within(id, from, to),
      each: (name, visit) => {
        this.#each(idOf(name), visit);
      },
      has: (id) => this.#has(id),
    };
  }

  #begin(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    for (const list of [this.#positions, this.#ends, this.#from, this.#to, this.#nodes]) list.clear();
    for (const list of [this.#searches, this.#firstFound, this.#found, this.#listed]) list.clear();
    this.#listStarts.fill(0);
    this.#listEnds.fill(0);
    for (const { at, word } of tokens) {
      this.#positions.push(at);
      this.#ends.push(word.filler ? at : at + 1);
    }
  }

  #walk(node: number, from: number, at: number, skipped: number): void {
    const token = this.#tokens[at];
    if (!token || (at > from && token.pause === 'stop')) return;
    const { lemmas, filler } = token.word;
    for (const lemma of lemmas) {
      const next = this.trie.child(node, lemma);
      if (next === 0) continue;
      if (this.trie.hasIds(next)) {
        this.#from.push(from);
        this.#to.push(at);
        this.#nodes.push(next);
      }
      if (this.trie.goesOn(next)) this.#walk(next, from, at + 1, skipped);
    }
    if (filler && at > from && skipped < SKIPPED) this.#walk(node, from, at + 1, skipped + 1);
  }

  /** Puts the phrases into the lists of their ids. */
  #listPhrases(): void {
    const { ids, firstId } = this.trie;
    const nodes = this.#nodes.values;
    const phrases = this.#nodes.length;
    const starts = this.#listStarts;
    const ends = this.#listEnds;
    for (let mark = 0; mark < phrases; mark++) {
      const node = nodes[mark]!;
      for (let at = firstId[node]!; at < firstId[node + 1]!; at++) ends[ids[at]!]!++;
    }
    let place = 0;
    for (let id = 0; id < ends.length; id++) {
      const count = ends[id]!;
      if (count === 0) continue;
      starts[id] = ends[id] = place;
      place += count;
    }
    this.#listed.lengthen(place);
    const listed = this.#listed.values;
    for (let mark = 0; mark < phrases; mark++) {
      const node = nodes[mark]!;
      for (let at = firstId[node]!; at < firstId[node + 1]!; at++) {
        const id = ids[at]!;
        if (!this.#isListed(mark, starts[id]!, ends[id]!)) listed[ends[id]!++] = mark;
      }
    }
  }

  /** Whether a list, of which nothing begins behind the mark, has its stretch already. */
  #isListed(mark: number, start: number, end: number): boolean {
    const from = this.#from.values;
    const to = this.#to.values;
    const listed = this.#listed.values;
    for (let at = end - 1; at >= start && from[listed[at]!] === from[mark]; at--) {
      if (to[listed[at]!] === to[mark]) return true;
    }
    return false;
  }

  #has(id: number): boolean {
    return this.#listEnds[id]! > 0;
  }

  #look(search: number): void {
    const { id, items } = this.searches[search]!;
    for (const item of items) if (!this.#has(item)) return;
    const start = this.#listed.length;
    const first = items[0]!;
    for (let at = this.#listStarts[first]!; at < this.#listEnds[first]!; at++) {
      const mark = this.#markFrom(this.#listed.values[at]!, search);
      if (mark !== NONE) this.#list(mark, start);
    }
    if (this.#listed.length > start) this.#extend(id, start, this.#listed.length);
  }

  /** Adds to the list that begins at `start` and is the last one. */
  #list(mark: number, start: number): void {
    if (!this.#isListed(mark, start, this.#listed.length)) this.#listed.push(mark);
  }

  /** Adds a sorted stretch of `#listed` to the list of an id; each stretch of tokens once. */
  #extend(id: number, start: number, end: number): void {
    let known = this.#listStarts[id]!;
    const knownEnd = this.#listEnds[id]!;
    this.#listStarts[id] = start;
    if (knownEnd > 0) {
      const merged = (this.#listStarts[id] = end);
      let fresh = start;
      while (known < knownEnd || fresh < end) {
        const isKnownNext = fresh >= end || (known < knownEnd && this.#listedFrom(known) <= this.#listedFrom(fresh));
        this.#list(this.#listed.values[isKnownNext ? known++ : fresh++]!, merged);
      }
    }
    this.#listEnds[id] = this.#listed.length;
  }

  #listedFrom(at: number): number {
    return this.#from.values[this.#listed.values[at]!]!;
  }

  #markFrom(start: number, search: number): number {
    const { items } = this.searches[search]!;
    // A group of another group's marks has the same parts, unless they are phrases, which bring the name that they were asked for by.
    if (items.length === 1 && !this.#isPhrase(start)) return start;
    this.#chosen[0] = start;
    if (!this.#complete(search, 1, this.#to.values[start]!)) return NONE;
    const last = this.#chosen[items.length - 1]!;
    // Each begins behind the one before it, so that the last one ends last.
    this.#from.push(this.#from.values[start]!);
    this.#to.push(this.#to.values[last]!);
    this.#searches.push(search);
    this.#firstFound.push(this.#found.length);
    for (let item = 0; item < items.length; item++) this.#found.push(this.#chosen[item]!);
    return this.#from.length - 1;
  }

  #isPhrase(mark: number): boolean {
    return mark < this.#nodes.length;
  }

  /** Chooses the nearest marks of all items from `index` on, if there are such. */
  #complete(search: number, index: number, last: number): boolean {
    const { items, gaps } = this.searches[search]!;
    if (index === items.length) return true;
    const gap = gaps[index - 1]!;
    const end = this.#listEnds[items[index]!]!;
    for (let at = this.#firstBehind(items[index]!, last); at < end; at++) {
      const from = this.#listedFrom(at);
      if (from - last > REACH || this.#positions.values[from]! - this.#ends.values[last]! > gap) return false;
      const mark = this.#listed.values[at]!;
      this.#chosen[index] = mark;
      if (this.#complete(search, index + 1, this.#to.values[mark]!)) return true;
    }
    return false;
  }

  /** The place of the first mark of an id that begins behind a token. */
  #firstBehind(id: number, token: number): number {
    let low = this.#listStarts[id]!;
    let high = this.#listEnds[id]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#listedFrom(middle) <= token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #marksOf(id: number): Mark[] {
    const count = id === NONE ? 0 : this.#listEnds[id]! - this.#listStarts[id]!;
    // Of that length from the beginning: one that grows leaves several behind.
    const marks = new Array<Mark>(count);
    let index = 0;
    this.#each(id, (from, to, mark) => (marks[index++] = new FoundMark(from, to, mark, this)));
    return marks;
  }

  #some(id: number, test: (mark: Mark) => boolean): boolean {
    for (let at = this.#listStarts[id]!; at < this.#listEnds[id]!; at++) {
      const mark = this.#listed.values[at]!;
      if (test(new FoundMark(this.#from.values[mark]!, this.#to.values[mark]!, mark, this))) return true;
    }
    return false;
  }

  #within(id: number, from: number, to: number): boolean {
    for (let at = this.#listStarts[id]!; at < this.#listEnds[id]!; at++) {
      const mark = this.#listed.values[at]!;
      if (this.#from.values[mark]! >= from && this.#to.values[mark]! <= to) return true;
    }
    return false;
  }

  #each(id: number, visit: (from: number, to: number, mark: number) => void): void {
    for (let at = this.#listStarts[id]!; at < this.#listEnds[id]!; at++) {
      const mark = this.#listed.values[at]!;
      visit(this.#from.values[mark]!, this.#to.values[mark]!, mark);
    }
  }

  /** A phrase has none. A mark of a group that is made of other groups brings their parts. */
  partsOf(mark: number): Part[] {
    const parts: Part[] = [];
    if (!this.#isPhrase(mark)) this.#addParts(mark, parts);
    return parts;
  }

  #addParts(mark: number, parts: Part[]): void {
    const place = mark - this.#nodes.length;
    const first = this.#firstFound.values[place]!;
    const { items } = this.searches[this.#searches.values[place]!]!;
    for (let index = 0; index < items.length; index++) {
      const part = this.#found.values[first + index]!;
      if (this.#isPhrase(part)) {
        parts.push({ name: this.names[items[index]!]!, from: this.#from.values[part]!, to: this.#to.values[part]! });
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
