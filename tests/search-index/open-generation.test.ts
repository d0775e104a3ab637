import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { headingOf } from '#src/corpus/article.js';
import { passagesOf, readCorpus } from '#src/corpus/read-corpus.js';
import { isUnitVector } from '#src/embedding/embedder.js';
import { IndexError, NoIndexError } from '#src/search-index/index-error.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { rowOf } from '#src/search-index/vector-search.js';
import { buildInto, FIXTURE_CORPUS, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';

const embedder = await loadBundled();
const shared = folderForFile();
const { generation } = await buildInto(shared, embedder);
const live = await requireCurrentFolder(path.join(shared, 'index'));
const isVectorFile = (name: string) => name.endsWith('.vectors.f32');
/** Keys are read by the next build alone. */
const files = Object.keys(generation.manifest.files).filter((name) => !isVectorFile(name) && !name.endsWith('.keys'));
const vectorFiles = Object.keys(generation.manifest.files).filter(isVectorFile);

async function copyOfGeneration(): Promise<string> {
  const folder = path.join(await folderForTest(), 'generation');
  await cp(live, folder, { recursive: true });
  return folder;
}

async function expectRefusal(folder: string, message: string): Promise<void> {
  const failure = await openGeneration(folder, embedder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(IndexError);
  expect((failure as IndexError).message).toContain(message);
  expect((failure as IndexError).message).toContain('Run "npm run index"');
}

test('what is opened is what the corpus says', async () => {
  const { articles, sources } = await readCorpus(FIXTURE_CORPUS, '2026-11-22');
  expect([...generation.articles.values()]).toEqual(articles);
  expect(generation.passages).toEqual(passagesOf(articles));
  expect([...generation.sources.values()]).toEqual(sources);
});

test('a text is kept once: passages are where they stand in their article', async () => {
  const kept = await readFile(path.join(live, 'passages.jsonl'), 'utf8');
  const [first] = generation.passages;
  expect(kept).toContain(first!.id);
  expect(kept).not.toContain(first!.text.slice(0, 40));
});

test('questions lead to the passages of their section, or to all of their article', () => {
  const headings = (text: string) =>
    generation.questions
      .find((question) => question.text === text)!
      .passages.map((row) => headingOf(generation.passages[row]!));
  expect(headings('how do I get off the pull up bar without a jolt')).toEqual(['Stepping off the bar']);
  expect(headings('what does facet joint pain feel like')).toEqual([
    'How a sore facet joint feels',
    'Why arching hurts',
  ]);
});

test('every article knows its own passages and questions and no others', () => {
  const { articleRows, articleOf, articles } = generation;
  for (const [place, { article: id, passages, questions }] of articleRows.entries()) {
    const article = articles.get(id)!;
    expect(passages.map((row) => generation.passages[row]!)).toEqual(article.passages);
    expect(questions.map((row) => generation.questions[row]!.text)).toEqual(article.questions.map(({ text }) => text));
    for (const row of passages) expect(articleOf.passages[row]).toBe(place);
    for (const row of questions) expect(articleOf.questions[row]).toBe(place);
  }
  expect(articleRows.map(({ article }) => article)).toEqual([...articles.keys()]);
});

test('vectors stand in the rows of their texts and have unit length', async () => {
  const { questions, questionTexts } = generation;
  for (const [row, { text }] of questions.entries()) {
    expect(isUnitVector(rowOf(questionTexts.vectors, row))).toBe(true);
    expect(rowOf(questionTexts.vectors, row)).toEqual(await embedder.embed(text, 'question'));
  }
});

test('every passage is the nearest to its own vector', () => {
  const { nearest, vectors } = generation.passageTexts;
  for (let row = 0; row < vectors.rows; row++) expect(nearest.search(rowOf(vectors, row), 1)[0]!.row).toBe(row);
});

test.each(files)('%s is refused when it is missing', async (name) => {
  const folder = await copyOfGeneration();
  await rm(path.join(folder, name));
  await expectRefusal(folder, `${path.join(folder, name)} is missing`);
});

test.each(files)('%s is refused when it was cut short, before anything reads it', async (name) => {
  const folder = await copyOfGeneration();
  await truncate(path.join(folder, name), generation.manifest.files[name]!.bytes - 1);
  await expectRefusal(folder, `${path.join(folder, name)} is damaged`);
});

test.each(files)('%s is refused when one bit of its head is flipped, before anything reads it', async (name) => {
  const folder = await copyOfGeneration();
  const bytes = await readFile(path.join(folder, name));
  bytes[1]! ^= 0x10;
  await writeFile(path.join(folder, name), bytes);
  await expectRefusal(folder, `${path.join(folder, name)} is damaged`);
});

describe.each(vectorFiles)('a generation with a damaged %s', (name) => {
  test('is opened for words alone, and says which file is damaged and what to do', async () => {
    const folder = await copyOfGeneration();
    const bytes = await readFile(path.join(folder, name));
    bytes[1]! ^= 0x10;
    await writeFile(path.join(folder, name), bytes);
    const opened = await openGeneration(folder, embedder);
    expect(opened.vectorsUsable).toBe(false);
    expect(opened.warnings).toEqual([expect.stringMatching(/is damaged\. Run "npm run index".*words alone\.$/)]);
    expect(opened.warnings[0]).toContain(path.join(folder, name));
    expect(opened.passages).toEqual(generation.passages);
  });

  test('has no vector that could be mistaken for one', async () => {
    const folder = await copyOfGeneration();
    await rm(path.join(folder, name));
    const { passageTexts, questionTexts } = await openGeneration(folder, embedder);
    const question = await embedder.embed('why does it hurt', 'question');
    for (const { nearest, vectors } of [passageTexts, questionTexts]) {
      expect(nearest.search(question, 5)).toEqual([]);
      expect(vectors.values.every((value) => value === 0)).toBe(true);
      expect(vectors.values).toHaveLength(vectors.rows * vectors.dimensions);
    }
  });
});

test('a whole generation has nothing to warn of', () => {
  expect(generation).toMatchObject({ vectorsUsable: true, warnings: [] });
});

test('a folder in which nothing was ever published says what to run', async () => {
  const folder = await folderForTest();
  await expect(requireCurrentFolder(folder)).rejects.toThrow(NoIndexError);
  await expect(requireCurrentFolder(folder)).rejects.toThrow(`There is no index in ${folder}. Run "npm run index"`);
});
