import { expect, test } from 'vitest';
import type { Passage } from '#src/corpus/article.js';
import { diffPassages } from '#src/search-index/diff-passages.js';

/** A passage of which only the place and the words matter here. */
function passage(id: string, heading = 'Stepping off'): Passage {
  return { id, article: 'hang', headings: [heading], text: id, start: 0, end: id.length, lines: [1, 1], sources: [] };
}

test('nothing is different between a list and itself', () => {
  const passages = [passage('a'), passage('b')];
  expect(diffPassages(passages, passages)).toEqual({ added: [], changed: [], removed: [] });
});

test('a passage in a section that is new was added', () => {
  expect(diffPassages([passage('a')], [passage('a'), passage('b', 'Grip')]).added).toEqual([passage('b', 'Grip')]);
});

test('a passage that goes with nothing in its place was removed', () => {
  expect(diffPassages([passage('a'), passage('b', 'Grip')], [passage('a')]).removed).toEqual([passage('b', 'Grip')]);
});

test('new words under the same heading are one change, neither an addition nor a removal', () => {
  expect(diffPassages([passage('old')], [passage('new')])).toEqual({
    added: [],
    changed: [passage('new')],
    removed: [],
  });
});

test('a passage that only moved is no change', () => {
  const moved = { ...passage('a'), start: 70, end: 71, lines: [9, 9] as const };
  expect(diffPassages([passage('a')], [moved])).toEqual({ added: [], changed: [], removed: [] });
});
