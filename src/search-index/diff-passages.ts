import type { Passage } from '../corpus/article.js';

/** What became of the passages from one generation to the next. */
export interface PassageChanges {
  readonly added: readonly Passage[];
  /** New text under a heading whose old text went away. */
  readonly changed: readonly Passage[];
  readonly removed: readonly Passage[];
}

/** Compares two generations by the ids of their passages, which change with the text. */
export function diffPassages(before: readonly Passage[], after: readonly Passage[]): PassageChanges {
  const oldIds = new Set(before.map(({ id }) => id));
  const newIds = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !newIds.has(id));
  const come = after.filter(({ id }) => !oldIds.has(id));
  const goneFrom = new Set(gone.map(placeOf));
  const comeTo = new Set(come.map(placeOf));
  return {
    added: come.filter((passage) => !goneFrom.has(placeOf(passage))),
    changed: come.filter((passage) => goneFrom.has(placeOf(passage))),
    removed: gone.filter((passage) => !comeTo.has(placeOf(passage))),
  };
}

function placeOf({ article, headings }: Passage): string {
  return [article, ...headings].join('\n');
}
