import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { answerQuestion } from '#src/answer-question.js';
import { REMARKS } from '#src/answer/answer.js';
import { createLibrarian, openLiveSearcher, openSearcher } from '#src/open-librarian.js';
import type { Searcher } from '#src/retrieval/retrieve.js';
import { parseConfig } from '#src/config.js';
import { NoIndexError } from '#src/search-index/index-error.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { EMERGENCY, HEADING, QUESTION } from './fixtures/ask-index.js';
import { buildInto, copyCorpus, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';

const embedder = await loadBundled();

/** A searcher that follows `folder`/index, and what it reported. */
async function follow(folder: string) {
  const switches: string[] = [];
  const failures: unknown[] = [];
  const live = await openLiveSearcher({ indexDir: path.join(folder, 'index') }, embedder, {
    onSwitch: ({ generation }) => switches.push(generation.manifest.generation),
    onFailure: (error) => failures.push(error),
  });
  onTestFinished(() => {
    live.close();
  });
  return { live, switches, failures };
}

const nameOf = (searcher: Searcher | null) => searcher?.generation.manifest.generation;
const ask = async (question: string, searcher: Searcher | null) =>
  answerQuestion(question, await createLibrarian(parseConfig({}), searcher), { id: '1' });

describe('a searcher that follows the live generation', () => {
  test('takes a new one when it is published, while an answer on its way keeps the old', async () => {
    const folder = await folderForTest();
    const corpusDir = await copyCorpus(folder);
    const first = await buildInto(folder, embedder, corpusDir);
    const { live, switches } = await follow(folder);
    const old = live.current()!;
    expect(nameOf(old)).toBe(first.generation.manifest.generation);
    await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
    const second = await buildInto(folder, embedder, corpusDir);
    await vi.waitFor(() => {
      expect(nameOf(live.current())).toBe(second.generation.manifest.generation);
    }, 10_000);
    expect(switches).toEqual([first, second].map(({ generation }) => generation.manifest.generation));
    // Whole even when its files are gone.
    await rm(path.join(folder, 'index', nameOf(old)!), { recursive: true });
    expect((await ask(QUESTION, old)).quotes[0]).toMatchObject({ heading: HEADING });
  });

  test('keeps the old one when the new one is damaged, says so once, and recovers when it is mended', async () => {
    const folder = await folderForTest();
    const corpusDir = await copyCorpus(folder);
    const { generation } = await buildInto(folder, embedder, corpusDir);
    const { live, failures, switches } = await follow(folder);
    const indexDir = path.join(folder, 'index');
    await writeFile(path.join(indexDir, 'current'), 'ffffffffffff 2026-11-22T12:00:00.000Z\n');
    await vi.waitFor(() => {
      expect(failures.length).toBeGreaterThan(0);
    }, 10_000);
    expect(nameOf(live.current())).toBe(generation.manifest.generation);
    const said = failures.length;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(failures).toHaveLength(said);

    await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
    const mended = await buildInto(folder, embedder, corpusDir);
    await vi.waitFor(() => {
      expect(switches.at(-1)).toBe(mended.generation.manifest.generation);
    }, 10_000);
  });

  test('begins without an index, answers for safety, and takes the first one that is published', async () => {
    const folder = await folderForTest();
    const { live, failures } = await follow(folder);
    expect(live.current()).toBeNull();
    expect(failures).toEqual([expect.any(NoIndexError)]);
    expect(await ask(EMERGENCY, live.current())).toMatchObject({ kind: 'seek-care', generation: null });
    await buildInto(folder, embedder);
    await vi.waitFor(() => {
      expect(live.current()).not.toBeNull();
    }, 10_000);
  });

  test('stops following when it is closed', async () => {
    const folder = await folderForTest();
    const { live } = await follow(folder);
    live.close();
    await buildInto(folder, embedder);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(live.current()).toBeNull();
  });
});

test('with damaged vectors questions are answered by their words, and the answer says so', async () => {
  const folder = await folderForTest();
  await buildInto(folder, embedder);
  const indexDir = path.join(folder, 'index');
  const live = await requireCurrentFolder(indexDir);
  for (const name of await readdir(live)) if (name.endsWith('.f32')) await rm(path.join(live, name));
  const searcher = await openSearcher(indexDir, embedder);
  expect(searcher.generation.warnings).toHaveLength(1);
  const answer = await ask(QUESTION, searcher);
  expect(answer.quotes[0]).toMatchObject({ heading: HEADING });
  expect(answer.remarks).toEqual([REMARKS['words-only']]);
  expect(await ask('which graphics card should I buy', searcher)).toMatchObject({ kind: 'no-answer' });
});
