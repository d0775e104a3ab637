import { expect, test } from 'vitest';
import type { Passage } from '#src/corpus/article.js';
import { chooseQuotes } from '#src/retrieval/choose-quotes.js';
import type { RankedPassage } from '#src/retrieval/rank.js';

const values = Float32Array.from([1, 0, 1, 0, 0, 1, 0, 1]);
/** Passages 0 and 1 say nearly the same, so do 2 and 3; each is a section of its own. */
const passages = { vectors: { dimensions: 2, rows: 4, values }, sectionOf: [0, 1, 2, 3] };

const found = (row: number, score: number): RankedPassage => ({
  passage: { id: `p${row}` } as Passage,
  place: row,
  evidence: {} as RankedPassage['evidence'],
  score,
});
const rows = (ranked: readonly RankedPassage[], firsts: readonly RankedPassage[] = []) =>
  chooseQuotes(ranked, firsts, passages).map(({ place }) => place);

test('a passage that says something else goes before one that repeats the first', () => {
  expect(rows([found(0, 10), found(1, 9.5), found(2, 9)])).toEqual([0, 2, 1]);
});

test('what stays far behind the first distracts, and is left out', () => {
  expect(rows([found(0, 10), found(2, 6)])).toEqual([0]);
});

test('the first passage for each question in a message comes right after the best one, and none twice', () => {
  expect(rows([found(0, 10), found(1, 9.9)], [found(0, 5), found(3, 4)])).toEqual([0, 3, 1]);
});

test('of a section that is cut into several passages one is quoted, whichever question it answers', () => {
  const cut = { ...passages, sectionOf: [0, 1, 2, 0] };
  const chosen = chooseQuotes([found(0, 10), found(1, 9)], [found(3, 8)], cut);
  expect(chosen.map(({ place }) => place)).toEqual([0, 1]);
});

test('there are never more than three', () => {
  expect(rows([found(0, 10), found(1, 10), found(2, 10), found(3, 10)])).toHaveLength(3);
});

test('without vectors the order alone decides', () => {
  const ranked = [found(0, 10), found(1, 9.5), found(2, 9)];
  const none = { dimensions: 2, rows: 0, values: new Float32Array() };
  expect(chooseQuotes(ranked, [], { ...passages, vectors: none }).map(({ place }) => place)).toEqual([0, 1, 2]);
});
