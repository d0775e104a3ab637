import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildIndex } from '#src/build-index.js';
import { parseConfig } from '#src/config.js';
import { readGoldenQuestions } from '#src/corpus/golden-questions.js';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { openSearcher } from '#src/open-librarian.js';
import { askGoldenQuestions, lostQuestions } from '#src/retrieval/golden.js';
import type { Searcher } from '#src/retrieval/retrieve.js';

const { corpusDir, modelCacheDir } = parseConfig({});
let indexDir: string;
let searcher: Searcher;

beforeAll(async () => {
  indexDir = await mkdtemp(path.join(tmpdir(), 'backchat-golden-'));
  const embedder = await loadEmbedder({ model: 'bundled', cacheDir: modelCacheDir, host: null });
  await buildIndex({ corpusDir, indexDir, embedder, now: new Date() });
  searcher = await openSearcher(indexDir, embedder);
});

afterAll(() => rm(indexDir, { recursive: true, force: true }));

test('every locked golden question has its passage among the first three quotes', async () => {
  const questions = readGoldenQuestions(corpusDir, [...searcher.generation.articles.values()]);
  expect(questions.length).toBeGreaterThanOrEqual(200);
  const lost = lostQuestions(await askGoldenQuestions(questions, searcher));
  expect(lost.map(({ ask }) => ask)).toEqual([]);
});
