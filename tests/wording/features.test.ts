import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featuresOf, piecesOf } from '#src/wording/features.js';

const featuresIn = (message: string) => featuresOf(piecesOf(message));

test('words are read in lower case, without apostrophes and accents, and stretched letters are shortened', () => {
  expect(piecesOf("CAN'T féél… NOOOO")).toEqual(['cant', 'feel', '.', '.', '.', 'noo']);
});

test('features are words, their neighbours, what is denied, how it begins and parts of words', () => {
  const features = featuresIn('no pain, just stiff');
  for (const name of ['pain', 'no pain', 'no pain just', 'no _ just', 'not:pain', '^no', '^no pain', '#<st', 'tells']) {
    expect(features.has(name), name).toBe(true);
  }
  expect(features.has('not:just')).toBe(false);
});

test('a mistyped word shares most of its parts with the right one', () => {
  const parts = (word: string) => [...featuresIn(word).keys()].filter((name) => name.startsWith('#'));
  const shared = parts('shouldder').filter((part) => parts('shoulder').includes(part));
  expect(shared.length).toBeGreaterThan(parts('shoulder').length / 2);
});

test('the values of any message have length 1, and each known thing beside them its own fixed value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (message) => {
      const length = Math.hypot(...featuresIn(message).values());
      expect(length).toBeCloseTo(1, 5);
      expect(featuresOf(piecesOf(message), ['<group>']).get('<group>')).toBe(0.15);
    }),
  );
});
