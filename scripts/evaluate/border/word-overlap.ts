import { words } from '#src/search-index/tokenise.js';

const RUN = 3;

/** What of a text is compared, each once. */
export type Parts = (text: string) => ReadonlySet<string>;

/** Runs of three words; a shorter text is one run. */
export const runsOfWords: Parts = (text) => {
  const said = words(text);
  if (said.length <= RUN) return new Set([said.join(' ')]);
  return new Set(said.slice(RUN - 1).map((_, at) => said.slice(at, at + RUN).join(' ')));
};

/** How much two texts share. */
export interface Overlap {
  readonly row: number;
  readonly shared: number;
  /** Parts of the other text, of the given one, and of both together. */
  readonly sizes: { readonly other: number; readonly own: number; readonly union: number };
}

/** Finds texts that share parts with another one. */
export class OverlapIndex {
  readonly #parts: Parts;
  readonly #sizes: readonly number[];
  readonly #holders = new Map<string, number[]>();

  constructor(texts: readonly string[], parts: Parts) {
    this.#parts = parts;
    const sets = texts.map(parts);
    this.#sizes = sets.map(({ size }) => size);
    for (const [row, set] of sets.entries()) {
      for (const part of set) {
        const holders = this.#holders.get(part);
        if (holders) holders.push(row);
        else this.#holders.set(part, [row]);
      }
    }
  }

  /** Every row that shares something with the text. */
  overlaps(text: string): Overlap[] {
    const parts = this.#parts(text);
    const counts = new Map<number, number>();
    for (const part of parts) {
      for (const row of this.#holders.get(part) ?? []) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    return Array.from(counts, ([row, shared]) => {
      const other = this.#sizes[row]!;
      return { row, shared, sizes: { other, own: parts.size, union: parts.size + other - shared } };
    });
  }
}
