import { expect, test } from 'vitest';
import { createRepair } from '#src/wording/spelling.js';

const repair = createRepair(new Map([['shoulder', 3]]), (word) => word === 'shoulder');

test('a misspelt word becomes the one that was meant', () => {
  expect(repair('shoudler')).toBe('shoulder');
});

test('a word of twenty thousand letters is left alone at once', () => {
  const endless = 'shoulder'.repeat(2_500);
  expect(repair(endless)).toBe(endless);
});
