import { expect, test } from 'vitest';
import { readGoldenQuestions } from '#src/corpus/golden-questions.js';
import { CorpusError } from '#src/corpus/problem.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { article, corpusFolder, TODAY } from '../fixtures/corpus-folder.js';

async function goldenOf(golden?: string) {
  const folder = await corpusFolder({
    'a.md': article(),
    ...(golden !== undefined && { 'golden-questions.yaml': golden }),
  });
  return readGoldenQuestions(folder, (await readCorpus(folder, TODAY)).articles);
}

async function errorOf(golden: string): Promise<string> {
  const error: unknown = await goldenOf(golden).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CorpusError);
  return (error as CorpusError).message;
}

const expecting = (heading: string) => `- ask: why\n  expect:\n    - article: a\n      section: ${heading}\n`;

test('golden questions are read with the sections that answer them', async () => {
  expect(await goldenOf(`${expecting('Why hanging hurts')}  known-miss: true\n`)).toEqual([
    { ask: 'why', expect: [{ article: 'a', section: 'Why hanging hurts' }], knownMiss: true },
  ]);
  expect(await goldenOf(expecting('Why hanging hurts'))).toMatchObject([{ knownMiss: false }]);
});

test('a corpus may do without golden questions', async () => {
  expect(await goldenOf()).toEqual([]);
});

test('a section that is not there is named with its line', async () => {
  expect(await errorOf(expecting('Why hanging helps'))).toBe(
    'The corpus has a problem:\n  corpus/golden-questions.yaml:3: there is no section "Why hanging helps" in an article "a". Correct the names.',
  );
});

test('everything that is wrong with the file is reported at once', async () => {
  const message = await errorOf(
    '- ask: why\n  expect: []\n- asks: why\n  expect:\n    - article: a\n      section: b\n',
  );
  expect(message).toContain('corpus/golden-questions.yaml:2: 0.expect: name at least one');
  expect(message).toContain('corpus/golden-questions.yaml:3: unknown field "asks". Remove it or correct its spelling.');
});
