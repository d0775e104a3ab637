import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandFeatures, featuresOf, featuresOfWord } from '#src/wording/features.js';
import { hashFeature } from '#src/wording/hash.js';
import { piecesOf } from '#src/wording/pieces.js';

const featuresIn = (message: string, known: readonly number[] = []) => {
  const { hashes, values } = expandFeatures(featuresOf(piecesOf(message), known));
  return new Map(Array.from(hashes, (hash, at) => [hash, values[at]!]));
};

const valuesOfWord = (word: string) => {
  const { values, size } = featuresOfWord(word);
  return [...values.slice(0, size)];
};

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

test('what a word brings counts once for each word that brings it, however often the word comes', () => {
  const value = (message: string, name: string) => {
    const features = featuresIn(message);
    return features.get(hashFeature(name))! / features.get(hashFeature('tells'))!;
  };
  expect(value('numb numb', 'numb')).toBeCloseTo(1, 5);
  expect(value('numb numb', '#<num')).toBeCloseTo(0.3, 5);
  expect(value('numb number', '#<num')).toBeCloseTo(0.6, 5);
});

test('the features of any message have length 1 in sum, and each known thing beside them its own fixed value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (message) => {
      const { size, words, wordCount, wordScale, ...all } = featuresOf(piecesOf(message));
      const [hashes, values] = [all.hashes.slice(0, size), all.values.slice(0, size)];
      expect(new Set(hashes).size).toBe(size);
      const brought = words
        .slice(0, wordCount)
        .flatMap(({ text }) => valuesOfWord(text).map((value) => value * wordScale));
      expect(Math.hypot(...values, ...brought)).toBeCloseTo(1, 5);
      expect(featuresIn(message, [hashFeature('<group>')]).get(hashFeature('<group>'))).toBeCloseTo(0.15, 5);
    }),
  );
});
