import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { IndexError } from '#src/search-index/index-error.js';
import { checkCompatible, type Manifest } from '#src/search-index/manifest.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';

const embedder = await loadBundled();
const { generation } = await buildInto(folderForFile(), embedder);
const { manifest } = generation;

async function buildAndLocate(): Promise<string> {
  const folder = await folderForTest();
  await buildInto(folder, embedder);
  return requireCurrentFolder(path.join(folder, 'index'));
}

test.each<[string, Partial<Manifest>, string]>([
  ['another schema', { schema: 99 }, 'schema is 99'],
  ['another chunking', { chunking: 'words-7' }, 'chunking is words-7'],
  ['another tokeniser', { tokeniser: 'letters-2' }, 'tokeniser is letters-2'],
  ['another metric', { metric: 'l2' as 'cosine' }, 'metric is l2, not cosine'],
  ['another embedder', { embedder: { ...manifest.embedder, id: 'Some/model' } }, 'embedding model is Some/model'],
  ['other weights', { embedder: { ...manifest.embedder, fingerprint: '000000000000' } }, '(000000000000), not bundled'],
  ['other dimensions', { embedder: { ...manifest.embedder, dimensions: 3 } }, 'dimensions is 3'],
])('a generation made with %s is refused with the difference and the remedy', (_, change, difference) => {
  const check = () => {
    checkCompatible({ ...manifest, ...change }, embedder);
  };
  expect(check).toThrow(IndexError);
  expect(check).toThrow(difference);
  expect(check).toThrow('Run "npm run index"');
});

test('every difference is named at once', () => {
  expect(() => {
    checkCompatible({ ...manifest, chunking: 'words-7', tokeniser: 'letters-2' }, embedder);
  }).toThrow(/chunking is words-7.*tokeniser is letters-2/);
});

test('opening compares the manifest with the model that will embed the questions', async () => {
  const folder = await buildAndLocate();
  await expect(openGeneration(folder, { ...embedder, fingerprint: '123456789abc' })).rejects.toThrow(
    /^The index was built otherwise .*not bundled \(123456789abc\)\. Run "npm run index"/,
  );
  await expect(openGeneration(folder, embedder)).resolves.toMatchObject({
    manifest: { generation: manifest.generation },
  });
});

test.each([
  ['is no JSON', '{"schema": 1,'],
  ['is empty', ''],
  ['is null', 'null'],
  ['is a list', '[]'],
  ['lists no files', JSON.stringify({ ...manifest, files: null })],
  ['names no embedder', JSON.stringify({ ...manifest, embedder: undefined })],
  ['has no counts', JSON.stringify({ ...manifest, counts: undefined })],
  ['has another form in a later schema', '{"schema": 7, "files": {}}'],
])('a manifest that %s is refused with the remedy', async (_, text) => {
  const folder = await buildAndLocate();
  await writeFile(path.join(folder, 'manifest.json'), text);
  const failure = await openGeneration(folder, embedder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(IndexError);
  expect((failure as IndexError).message).toContain('Run "npm run index"');
});

test('the manifest says what the generation holds', async () => {
  const folder = await buildAndLocate();
  expect(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
    generation: path.basename(folder),
    embedder: { id: 'bundled', fingerprint: embedder.fingerprint, dimensions: embedder.dimensions },
    metric: 'cosine',
    counts: { articles: 4, passages: 9, questions: 7 },
    built: '2026-11-22T12:00:00.000Z',
  });
});
