import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePatterns } from '#src/safety/compile.js';
import { createMatcher } from '#src/safety/matcher.js';
import { parsePattern } from '#src/safety/pattern.js';
import type { Token } from '#src/safety/tokens.js';

const PATTERNS = {
  '<letter>': ['a', 'b b', 'c', 'a c'],
  '<pair>': ['<letter> .. d', 'a d'],
  '<any>': ['<letter>', '<pair>', 'e'],
};

const compiled = compilePatterns(
  new Map(Object.entries(PATTERNS).map(([name, patterns]) => [name, patterns.flatMap(parsePattern)])),
  (word) => word,
);
const matcher = createMatcher(compiled);

function tokensOf(words: readonly string[]): Token[] {
  return words.map((word, at) => {
    const number = compiled.lemmas.indexOf(word);
    const lemmas = number === -1 ? [] : [number];
    return {
      word: { word, lemma: word, lemmas, filler: false, language: 'en' },
      start: at * 2,
      end: at * 2 + 1,
      pause: 'none',
      asked: false,
      at,
    };
  });
}

/** Every stretch that is one of the phrases, looked for at every place. */
function phrasesIn(words: readonly string[], phrases: readonly string[]): string[] {
  return words.flatMap((_, from) =>
    phrases
      .map((phrase) => phrase.split(' '))
      .filter((phrase) => phrase.every((word, at) => words[from + at] === word))
      .map((phrase) => `${from}-${from + phrase.length - 1}`),
  );
}

/** A letter with a "d" behind it, at most three words between: of several the nearest. */
function pairsIn(words: readonly string[]): string[] {
  return phrasesIn(words, PATTERNS['<letter>']).flatMap((letter) => {
    const [from = 0, to = 0] = letter.split('-').map(Number);
    const behind = words.slice(to + 1, to + 5).indexOf('d');
    return behind === -1 ? [] : [`${from}-${to + 1 + behind}`];
  });
}

test('every phrase and every pair within its gap is marked, once and in the order of where it begins', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x'), { maxLength: 80 }), (words) => {
      const marks = matcher.mark(tokensOf(words));
      const marked = (name: string) => marks.at(matcher.idOf(name));
      const stretches = (name: string) => marked(name).map(({ from, to }) => `${from}-${to}`);
      const letters = phrasesIn(words, PATTERNS['<letter>']);
      const pairs = pairsIn(words);
      expect(stretches('<letter>').toSorted()).toEqual(letters.toSorted());
      expect(stretches('<pair>').toSorted()).toEqual([...new Set(pairs)].toSorted());
      const any = new Set([...letters, ...pairs, ...phrasesIn(words, ['e'])]);
      expect(stretches('<any>').toSorted()).toEqual([...any].toSorted());
      const begins = marked('<any>').map(({ from }) => from);
      expect(begins).toEqual(begins.toSorted((a, b) => a - b));
    }),
  );
});

test('marks are asked for by where they lie, whether they were listed before or not', () => {
  const marks = matcher.mark(tokensOf(['x', 'a', 'x', 'd', 'x', 'a']));
  const [letter, pair] = [matcher.idOf('<letter>'), matcher.idOf('<pair>')];
  expect(marks.within(letter, 2, 5)).toBe(true);
  expect(marks.within(letter, 2, 4)).toBe(false);
  expect(marks.within(pair, 1, 3)).toBe(true);
  expect(marks.within(pair, 1, 2)).toBe(false);
  expect(marks.some(letter, ({ from }) => from === 5)).toBe(true);
  expect(marks.at(pair).map(({ parts }) => parts)).toEqual([
    [
      { name: '<letter>', from: 1, to: 1 },
      { name: 'd', from: 3, to: 3 },
    ],
  ]);
});

test('a message leaves nothing in the next one', () => {
  matcher.mark(tokensOf(['a', 'd', 'b', 'b']));
  const marks = matcher.mark(tokensOf(['x', 'd']));
  expect(compiled.names.filter((name) => marks.has(matcher.idOf(name)))).toEqual(['d']);
});
