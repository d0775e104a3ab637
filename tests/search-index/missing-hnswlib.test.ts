import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadHnswlib } from '#src/search-index/hnsw.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';
import { install } from '../fixtures/installation.js';

const folder = folderForFile();
const run = await install({ folder });
const runWithout = await install({ folder, missing: 'hnswlib-node' });

async function quotes(ask: typeof run): Promise<unknown[]> {
  const { stdout } = await ask('ask', '--json', '--', 'why does my lower back hurt when I hang from a bar?');
  return (JSON.parse(stdout) as { quotes: unknown[] }).quotes;
}

test('without hnswlib-node an index is built, and it says once what takes its place', async () => {
  const own = await folderForTest();
  const { code, stdout } = await (await install({ folder: own, missing: 'hnswlib-node' }))('index');
  expect(code).toBe(0);
  expect(stdout.match(/hnswlib-node is not installed/g)).toHaveLength(1);
  const files = await readdir(await requireCurrentFolder(path.join(own, 'index')));
  expect(files.filter((name) => name.endsWith('.hnsw'))).toEqual([]);
});

test.skipIf(!loadHnswlib())('an index with a graph answers the same where hnswlib-node is missing', async () => {
  expect((await run('index')).stdout).not.toContain('hnswlib-node');
  expect(await readdir(await requireCurrentFolder(path.join(folder, 'index')))).toContain('passages.hnsw');
  const expected = await quotes(run);
  expect(expected.length).toBeGreaterThan(0);
  expect(await quotes(runWithout)).toEqual(expected);
});
