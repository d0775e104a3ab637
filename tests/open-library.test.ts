import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { answerQuestion } from '#src/answer-question.js';
import type { Config } from '#src/config.js';
import { standingAfter } from '#src/moderation/standing.js';
import { openLibrary } from '#src/open-library.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { HEADING, QUESTION } from './fixtures/ask-index.js';
import { configIn } from './fixtures/config.js';
import { buildInto, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForFile, folderForTest } from './fixtures/folders.js';

const shared = folderForFile();
beforeAll(async () => {
  await buildInto(shared, await loadBundled());
});

/** Settings of a bot with a published index and a corpus folder of its own. */
async function settings(): Promise<Config> {
  const folder = await folderForTest();
  await cp(path.join(shared, 'index'), path.join(folder, 'index'), { recursive: true });
  return configIn(folder);
}

/** Opens the library, and gives what it logged and how it answers. */
async function open(config: Config) {
  const logged: string[] = [];
  const log = (level: string) => (_: object, message: string) => logged.push(`${level}: ${message}`);
  const { librarian } = await openLibrary(config, () => standingAfter([]), {
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  });
  return { logged, quote: async () => (await answerQuestion(QUESTION, librarian(), { id: '1' })).quotes[0] };
}

test('a library that holds what the corpus folder holds says so and answers', async () => {
  const { logged, quote } = await open(await settings());
  expect((await quote())!.heading).toBe(HEADING);
  await vi.waitFor(() => {
    expect(logged).toContain('info: The index is up to date');
  });
});

test.each([
  ['have changed', 'Put a box under the bar', 'Put a stool under the bar'],
  ['cannot be read', 'title:', 'titel:'],
])('keeps the published index when the articles %s, and says what to do', async (_, from, to) => {
  const config = await settings();
  await replaceIn(path.join(config.corpusDir, 'methods/bar-hang.md'), from, to);
  const { logged, quote } = await open(config);
  await vi.waitFor(() => {
    expect(logged.at(-1)).toMatch(/^warn: The corpus folder holds another text .*: \/corpus refresh or "npm run index/);
  });
  expect((await quote())!.text).toContain('Put a box under the bar');
});

test('builds the index when there is none', async () => {
  const config = { ...(await settings()), indexDir: path.join(await folderForTest(), 'index') };
  const { logged, quote } = await open(config);
  expect(logged).toContain('info: A new index was built and published');
  expect((await quote())!.heading).toBe(HEADING);
});

test('builds nothing when it cannot be told which generation is live', async () => {
  const config = await settings();
  const pointer = path.join(config.indexDir, 'current');
  const damaged = (await readFile(pointer, 'utf8')).replace(/^./, 'x');
  await writeFile(pointer, damaged);
  const { logged, quote } = await open(config);
  expect(logged).toEqual([expect.stringMatching(/^error: Nothing can be searched: .* until this is mended/)]);
  expect(await readFile(pointer, 'utf8')).toBe(damaged);
  expect(await quote()).toBeUndefined();
});

test('builds the index anew when the published one cannot be used', async () => {
  const config = await settings();
  await writeFile(path.join(await requireCurrentFolder(config.indexDir), 'passages.jsonl'), 'damage');
  const { logged, quote } = await open(config);
  expect(logged.slice(0, 2)).toEqual([
    'error: The published generation cannot be used: the index is built anew',
    'info: A new index was built and published',
  ]);
  expect((await quote())!.heading).toBe(HEADING);
});
