import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { readTrainingSet } from '../../scripts/training/training-set.js';
import { FIXTURE_CORPUS } from '../fixtures/fixture-index.js';
import { folderForTest } from '../fixtures/folders.js';

const corpus = await readCorpus(FIXTURE_CORPUS, '2026-11-22');

/** The set that comes of these lines, with an empty one before them. */
async function setOf(...questions: string[]) {
  const folder = await folderForTest();
  await writeFile(path.join(folder, 'questions.jsonl'), ['', ...questions, ''].join('\n'));
  await writeFile(path.join(folder, 'off-topic.jsonl'), '{"text":"which graphics card"}\n');
  return readTrainingSet(corpus, folder);
}

const asking = (text: string, article: string, section: string | null) =>
  JSON.stringify({ text, answers: [{ article, section }] });

test('a training set holds the written questions, those of the articles, their titles and headings', async () => {
  const { questions, offTopic } = await setOf(asking('may I walk', 'walking', 'Short walks beat long rest'));
  const texts = questions.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['may I walk', 'Walking after a flare', 'Short walks beat long rest']));
  expect(offTopic).toEqual(['which graphics card']);
});

test.each([
  ['an article', asking('may I run', 'running', null), 'there is no article "running"'],
  ['a section', asking('may I run', 'walking', 'Running'), 'there is no section "Running" in the article "walking"'],
])('a question about %s that the corpus does not have is named with its line', async (_, line, message) => {
  const set = setOf(asking('may I walk', 'walking', null), line);
  await expect(set).rejects.toThrow(
    new RegExp(`questions\\.jsonl:3: ${message}\\. Correct the name or remove the line\\.$`),
  );
});

test('a line that is no JSON is named', async () => {
  await expect(setOf('{"text":')).rejects.toThrow(/questions\.jsonl:2 is not JSON: write one object a line\.$/);
});
