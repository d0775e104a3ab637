import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featuresOf, piecesOf } from '#src/wording/features.js';
import { hashFeature } from '#src/wording/hash.js';

const featuresIn = (message: string, known: readonly string[] = []) => {
  const { hashes, values } = featuresOf(piecesOf(message), known);
  return new Map(Array.from(hashes, (hash, at) => [hash, values[at]!]));
};

test('words are read in lower case, without apostrophes and accents, and stretched letters are shortened', () => {
  expect(piecesOf("CAN'T féél… NOOOO")).toEqual(['cant', 'feel', '.', '.', '.', 'noo']);
});

test('features are words, their neighbours, what is denied, how it begins and parts of words', () => {
  const features = featuresIn('no pain, just stiff');
  const names = [
    'pain',
    'no pain',
    'no pain just',
    'no _ just',
    'not:pain',
    '^no',
    '^no pain',
    '#<st',
    '#tiff>',
    'tells',
  ];
  for (const name of names) expect(features.has(hashFeature(name)), name).toBe(true);
  for (const name of ['not:just', 'asks', '#<stiff']) expect(features.has(hashFeature(name)), name).toBe(false);
});

test('a mistyped word shares most of its features with the right one', () => {
  const right = featuresIn('shoulder');
  const shared = [...featuresIn('shouldder').keys()].filter((feature) => right.has(feature));
  expect(shared.length).toBeGreaterThan(right.size / 2);
});

test('the features of any message stand there once each, have length 1, and each known thing beside them its own fixed value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (message) => {
      const { hashes, values } = featuresOf(piecesOf(message));
      expect(new Set(hashes).size).toBe(hashes.length);
      expect(Math.hypot(...values)).toBeCloseTo(1, 5);
      expect(featuresIn(message, ['<group>']).get(hashFeature('<group>'))).toBeCloseTo(0.15, 5);
    }),
  );
});
