import { expect, test } from 'vitest';
import { helps, hitAt, ndcg, reciprocalRank } from '../../scripts/evaluate/grades.js';

test('a hit is a passage that answers head on, among the first k', () => {
  expect(hitAt(1, [2, 0])).toBe(1);
  expect(hitAt(1, [1, 2])).toBe(0);
  expect(hitAt(3, [0, 1, 2])).toBe(1);
  expect(hitAt(3, [0, 0, 0, 2])).toBe(0);
  expect(hitAt(3, [])).toBe(0);
});

test('the reciprocal rank looks at three quotes', () => {
  expect(reciprocalRank([2])).toBe(1);
  expect(reciprocalRank([0, 2])).toBe(1 / 2);
  expect(reciprocalRank([1, 0, 2])).toBe(1 / 3);
  expect(reciprocalRank([0, 0, 0, 2])).toBe(0);
});

test('the best order has a gain of 1, whatever the labels are listed in', () => {
  expect(ndcg([2, 1, 0], [1, 2])).toBe(1);
});

test('gains shrink with the logarithm of the place', () => {
  // Found: 1 / log2(2) + 3 / log2(3). Best: 3 / log2(2) + 1 / log2(3).
  expect(ndcg([1, 2], [2, 1])).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)), 12);
});

test('a sixth passage brings nothing, and a question without labels has no gain', () => {
  expect(ndcg([0, 0, 0, 0, 0, 2], [2])).toBe(0);
  expect(ndcg([0, 0], [])).toBe(0);
});

test('a passage that helps partly helps', () => {
  expect([2, 1, 0, undefined].map(helps)).toEqual([true, true, false, false]);
});
