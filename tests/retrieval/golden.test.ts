import { expect, test } from 'vitest';
import type { GoldenQuestion } from '#src/corpus/golden-questions.js';
import { askGoldenQuestions, lostQuestions } from '#src/retrieval/golden.js';
import { buildSearcher, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const searcher = await buildSearcher(folderForFile(), await loadBundled());

const golden = (ask: string, article: string, section: string, knownMiss = false): GoldenQuestion => ({
  ask,
  expect: [{ article, section }],
  knownMiss,
});
const MET = golden('glaucoma upside down', 'inversion-table', 'Eye pressure upside down');
const MET_SECOND = golden('facet joint pain one side', 'facet-joints', 'Why arching hurts');
const LOST = golden('glaucoma upside down', 'facet-joints', 'Why arching hurts');
const OFF_TOPIC = golden('which graphics card should I buy', 'walking', 'Short walks beat long rest');
const KNOWN = golden('which graphics card should I buy', 'walking', 'Short walks beat long rest', true);

test('a golden question has the place of the first quote that it expects', async () => {
  const results = await askGoldenQuestions([MET, MET_SECOND, LOST, OFF_TOPIC], searcher);
  expect(results.map(({ place }) => place)).toEqual([1, 2, null, null]);
});

test('any of several expected sections will do', async () => {
  const either = { ...LOST, expect: [...LOST.expect, ...MET.expect] };
  expect((await askGoldenQuestions([either], searcher))[0]!.place).toBe(1);
});

test('a section of the same name in another article does not count', async () => {
  const elsewhere = golden(MET.ask, 'bar-hang', 'Eye pressure upside down');
  expect((await askGoldenQuestions([elsewhere], searcher))[0]!.place).toBeNull();
});

test('lost are the questions that are not met, but for those that were known to be', async () => {
  expect(lostQuestions(await askGoldenQuestions([MET, LOST, KNOWN], searcher))).toEqual([LOST]);
});
