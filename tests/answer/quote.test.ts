import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerQuestion } from '#src/answer-question.js';
import { quote, QuoteError } from '#src/answer/quote.js';
import type { Passage } from '#src/corpus/article.js';
import { RESERVED_SOURCES } from '#src/corpus/sources.js';
import type { RankedPassage } from '#src/retrieval/rank.js';
import { readRules } from '#src/safety/rules.js';
import { buildSearcher, copyCorpus, loadBundled, REAL_CORPUS } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const folder = folderForFile();
const corpusDir = await copyCorpus(folder, REAL_CORPUS);
const searcher = await buildSearcher(folder, await loadBundled(), corpusDir);
const { generation } = searcher;
const files = new Map<string, string>();
for (const { file } of generation.articles.values()) files.set(file, await readFile(path.join(folder, file), 'utf8'));

function expectInFile(text: string, file: string, [first, last]: readonly [number, number]): void {
  const lines = files
    .get(file)!
    .split('\n')
    .slice(first - 1, last);
  expect(lines.join('\n')).toContain(text);
}

const anyPassage = fc.constantFrom(...generation.passages);

function ranked(passage: Passage, score = 1): RankedPassage {
  const evidence = {
    passageSimilarity: 0,
    questionSimilarity: 0,
    articleSimilarity: 0,
    passageMatch: 0,
    questionMatch: 0,
    articleMatch: 0,
  };
  return { passage, place: 0, evidence, score };
}

test('every passage of the corpus is quoted letter for letter, from the lines of the file that it names', () => {
  for (const passage of generation.passages) {
    const { text, file, lines } = quote(ranked(passage), generation);
    expect(text).toBe(passage.text);
    expectInFile(text, file, lines);
  }
});

test('a quote names its article, heading and sources, and every source is in the bibliography', () => {
  for (const passage of generation.passages) {
    const { article, title, heading, file, sources, passage: id } = quote(ranked(passage), generation);
    expect([id, article, file]).toEqual([passage.id, passage.article, generation.articles.get(article)!.file]);
    expect(files.get(file)).toContain(title);
    expect(files.get(file)).toContain(` ${heading}\n`);
    expect(sources.length).toBeGreaterThan(0);
    for (const key of sources)
      expect([...generation.sources.keys(), ...RESERVED_SOURCES.map((source) => source.key)]).toContain(key);
  }
});

test('whatever is asked, the answer quotes word for word', async () => {
  const librarian = { rules: readRules(), searcher, paused: false, emergencyNumber: null };
  const said = fc.constantFrom(
    ...generation.questions.map(({ text }) => text),
    ...generation.passages.map(({ text }) => text.slice(0, 80)),
    'which graphics card should I buy',
    '你好 🙃',
  );
  const quoted = new Set<string>();
  await fc.assert(
    fc.asyncProperty(said, said, async (one, other) => {
      const { quotes } = await answerQuestion(`${one} ${other}`, librarian, { id: '1' });
      for (const { text, file, lines } of quotes) {
        expectInFile(text, file, lines);
        quoted.add(text);
      }
    }),
    { numRuns: 150 },
  );
  expect(quoted.size).toBeGreaterThan(20);
});

test('a passage in which one character was changed is never quoted', () => {
  fc.assert(
    fc.property(
      anyPassage,
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      (passage, place, letter) => {
        const at = place % passage.text.length;
        fc.pre(passage.text[at] !== letter);
        const text = passage.text.slice(0, at) + letter + passage.text.slice(at + 1);
        expect(() => quote(ranked({ ...passage, text }), generation)).toThrow(QuoteError);
      },
    ),
  );
});

test('a passage that lost or gained some of its text is never quoted', () => {
  fc.assert(
    fc.property(anyPassage, fc.integer({ min: 1, max: 20 }), (passage, count) => {
      for (const text of [passage.text.slice(count), passage.text.slice(0, -count), `${passage.text} `, ''] as const) {
        expect(() => quote(ranked({ ...passage, text }), generation)).toThrow(QuoteError);
      }
    }),
  );
});

test('a passage whose place was moved is never quoted', () => {
  fc.assert(
    fc.property(
      anyPassage,
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -30, max: 30 }),
      (passage, before, after) => {
        fc.pre(before !== 0 || after !== 0);
        const moved = { ...passage, start: passage.start + before, end: passage.end + after };
        expect(() => quote(ranked(moved), generation)).toThrow(QuoteError);
      },
    ),
  );
});

test('a passage of another article is never quoted', () => {
  fc.assert(
    fc.property(anyPassage, anyPassage, (passage, other) => {
      fc.pre(passage.article !== other.article);
      expect(() => quote(ranked({ ...passage, article: other.article }), generation)).toThrow(QuoteError);
    }),
  );
  const unknown = { ...generation.passages[0]!, article: 'no-such-article' };
  expect(() => quote(ranked(unknown), generation)).toThrow(QuoteError);
});

test('the refusal names passage, article and generation, and what to do', () => {
  const passage = { ...generation.passages[0]!, text: 'Something else.' };
  const { id, article } = passage;
  expect(() => quote(ranked(passage), generation)).toThrow(
    `Passage ${id} is not the text of ${article} in generation ${generation.manifest.generation}. Delete the generation and run "npm run index".`,
  );
});
