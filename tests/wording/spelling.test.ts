import { expect, test } from 'vitest';
import { createRepair } from '#src/wording/spelling.js';

const repair = createRepair(
  () => new Map([['shoulder', 3]]),
  (word) => word === 'shoulder',
);

test('a misspelt word becomes the one that was meant', () => {
  expect(repair('shoudler')).toBe('shoulder');
});

test('a word of twenty thousand letters is left alone at once', () => {
  const endless = 'shoulder'.repeat(2_500);
  expect(repair(endless)).toBe(endless);
});

test('a long word is found again without any two of its letters', () => {
  const words = ['shoulder', 'vertebrae', 'inversion', 'decompression'];
  const repairOne = createRepair(
    () => new Map(words.map((word) => [word, 1])),
    (word) => words.includes(word),
  );
  for (const word of words) {
    for (let one = 2; one < word.length; one++)
      for (let other = one + 1; other < word.length; other++)
        expect(repairOne(word.slice(0, one) + word.slice(one + 1, other) + word.slice(other + 1))).toBe(word);
  }
});

test('of two words that are as near the more frequent one was meant', () => {
  const repairBy = (stench: number, stretch: number) =>
    createRepair(
      () => new Map(Object.entries({ stench, stretch })),
      () => false,
    )('stetch');
  expect(repairBy(1, 2)).toBe('stretch');
  expect(repairBy(2, 1)).toBe('stench');
});
