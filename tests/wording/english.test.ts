import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENGLISH, englishWords } from '#src/wording/english.js';

const lines = readFileSync(ENGLISH, 'utf8').split('\n');
const words = lines.filter((line) => line !== '' && !line.startsWith('#'));

test('the words are in order, so that one can be found by halving', () => {
  expect(words).toEqual([...words].sort());
});

test('every word is found, and nothing else', () => {
  const list = englishWords();
  expect(words.filter((word) => !list.has(word))).toEqual([]);
  for (const other of ['', '#', 'a a', 'aardvar', 'aardvarks\n', 'zzzz', 'é', lines[0]!, lines[1]!]) {
    expect(list.has(other), other).toBe(false);
  }
});

test('a word is found in a list of any words, the first and the last too', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z']{1,6}$/)),
      fc.stringMatching(/^[a-z']{1,6}$/),
      (some, other) => {
        const sorted = [...some].sort();
        for (const text of [sorted.join('\n'), `# a comment\n${sorted.join('\n')}\n`]) {
          const list = englishWords(text);
          expect(sorted.every((word) => list.has(word))).toBe(true);
          expect(list.has(other)).toBe(some.includes(other));
        }
      },
    ),
  );
});
