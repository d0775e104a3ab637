import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePostings, encodePostings } from '#src/search-index/generation-files.js';
import { buildLexical, LexicalIndex } from '#src/search-index/lexical.js';
import { tokenise } from '#src/search-index/tokenise.js';

const HANGING = 'Hanging from a bar pulls on the lower back.';
const HANGING_TWICE = 'Hanging, and more hanging, strains a sore shoulder.';
const HANGING_LONG =
  'Hanging can be part of a routine with walking, swimming, cycling, stretching, lifting, sleeping well and eating well, week by week.';
const INVERSION = 'An inversion table tips the head below the heart.';
const FACET = 'A facet joint aches on one side of the lower back.';
const TEXTS = [HANGING, HANGING_TWICE, HANGING_LONG, INVERSION, FACET];

const indexOf = (texts: readonly string[]) => new LexicalIndex(buildLexical(texts));
const query = (text: string) => new Map(tokenise(text).map((term) => [term, 1]));
const found = (question: string, texts = TEXTS) =>
  indexOf(texts)
    .search(query(question), texts.length)
    .map(({ row }) => texts[row]);

describe('the order of texts', () => {
  test('for one word follows how often and in how short a text it stands', () => {
    expect(found('hanging')).toEqual([
      HANGING_TWICE, // says it twice
      HANGING, // says it once, in few words
      HANGING_LONG, // says it once among many other words
    ]);
  });

  test('for several words puts the text with the rare word first', () => {
    expect(found('lower back, facet')).toEqual([
      FACET, // all three words, and "facet" stands nowhere else
      HANGING, // "lower back" only
    ]);
  });

  test('puts one rare word before one common word', () => {
    expect(found('hanging inversion')[0]).toBe(INVERSION); // one text in five says "inversion", three say "hanging"
  });

  test('is that of the texts where scores are equal', () => {
    const texts = ['walk slowly', 'facet joint', 'walk slowly', 'walk slowly'];
    expect(indexOf(texts).search(query('walk'), 4)).toMatchObject([{ row: 0 }, { row: 2 }, { row: 3 }]);
  });
});

describe('the score', () => {
  test('is the one of the BM25 formula', () => {
    const texts = ['disc disc pain', 'pain', 'walk far up'];
    // Worked by hand with k1 1.2 and b 0.75: two of three texts hold "pain"; they have 3 and 1 terms, 7/3 on average.
    const importance = Math.log(1 + 1.5 / 2.5);
    const scoreAt = (length: number) => (importance * 2.2) / (1 + 1.2 * (0.25 + (0.75 * length) / (7 / 3)));
    const hits = indexOf(texts).search(query('pain'), 3);
    expect(hits.map(({ row }) => row)).toEqual([1, 0]);
    expect(hits[0]!.score).toBeCloseTo(scoreAt(1), 6);
    expect(hits[1]!.score).toBeCloseTo(scoreAt(3), 6);
  });

  test('grows with the weight of a term', () => {
    const lexical = indexOf(TEXTS);
    const whole = lexical.score(new Map([['facet', 1]])).sums[4]!;
    expect(lexical.score(new Map([['facet', 0.5]])).sums[4]).toBeCloseTo(whole / 2, 10);
  });

  test('is never negative, not even for a word that every text holds', () => {
    const hits = indexOf(['back pain', 'back ache', 'back']).search(query('back'), 3);
    expect(hits).toHaveLength(3);
    for (const { score } of hits) expect(score).toBeGreaterThan(0);
  });
});

test('nothing is found for unknown words, for no words and in no texts', () => {
  expect(found('router wifi')).toEqual([]);
  expect(found('')).toEqual([]);
  expect(indexOf([]).search(query('hanging'), 5)).toEqual([]);
});

test('no more texts are given than were asked for', () => {
  expect(indexOf(TEXTS).search(query('hanging'), 2)).toHaveLength(2);
});

test('a word that stands nowhere weighs as much as one that stands once, and knows that it is unknown', () => {
  const lexical = indexOf(TEXTS);
  expect(lexical.weightOf('router')).toBe(lexical.weightOf('facet'));
  expect(lexical.weightOf('facet')).toBeGreaterThan(lexical.weightOf('hang'));
  expect([lexical.has('facet'), lexical.has('router')]).toEqual([true, false]);
});

test('an inverted index that takes over known texts is the one that is built of all texts anew', () => {
  const text = fc.array(fc.constantFrom('hang', 'bar', 'disc', 'facet', 'walk', 'over', 'inversion'), { maxLength: 8 });
  const texts = fc.array(
    text.map((words) => words.join(' ')),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(texts, texts, fc.func(fc.boolean()), (before, added, stays) => {
      const after = [...before.filter((_, row) => stays(row)), ...added].sort();
      const rows = after.map((wanted) => {
        const row = before.indexOf(wanted);
        return row === -1 ? null : row;
      });
      expect(buildLexical(after, { data: buildLexical(before), rows })).toEqual(buildLexical(after));
    }),
  );
});

test('an inverted index comes back from its file as it was written, wherever its bytes lie in memory', () => {
  const text = fc.array(fc.constantFrom('hang', 'bar', 'disc', 'facet', 'walk', 'over'), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text), fc.nat({ max: 7 }), (texts, shift) => {
      const data = buildLexical(texts.map((terms) => terms.join(' ')));
      const bytes = Buffer.concat([Buffer.alloc(shift), encodePostings(data)]).subarray(shift);
      expect(decodePostings(data.terms, bytes)).toEqual(data);
    }),
  );
});
