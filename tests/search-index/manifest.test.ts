import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexError } from '#src/search-index/index-error.js';
import { checkCompatible, formatManifest, parseManifest, SCHEMA, type Manifest } from '#src/search-index/manifest.js';
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
  ['another chunking', { chunking: 'words-7' }, 'chunking is words-7'],
  ['another tokeniser', { tokeniser: 'letters-2' }, 'tokeniser is letters-2'],
  ['another metric', { metric: 'l2' as 'cosine' }, 'metric is l2, not cosine'],
  [
    'another embedder',
    { embedder: { ...manifest.embedder, id: 'Some/model', fingerprint: '000000000000' } },
    'embedding model is Some/model',
  ],
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

test('one model under two names is one model', () => {
  expect(() => {
    checkCompatible({ ...manifest, embedder: { ...manifest.embedder, id: './models/backchat-static' } }, embedder);
  }).not.toThrow();
});

test('a manifest of another schema is refused as such, whatever its form', () => {
  const parse = () => parseManifest('{"schema": 7, "files": {}}', 'manifest.json');
  expect(parse).toThrow('schema is 7, not 5');
  expect(parse).toThrow('Run "npm run index"');
});

test.each([
  ['is no JSON', '{"schema": 3,'],
  ['is empty', ''],
  ['is null', 'null'],
  ['is a list', '[]'],
  ['has no checksum', JSON.stringify(manifest)],
  ['counts otherwise than it was written', formatManifest(manifest).replace('"passages": 9', '"passages": 8')],
])('a manifest that %s is refused with the remedy', async (_, text) => {
  const folder = await buildAndLocate();
  await writeFile(path.join(folder, 'manifest.json'), text);
  const failure = await openGeneration(folder, embedder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(IndexError);
  expect((failure as IndexError).message).toContain('Run "npm run index"');
});

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: length, maxLength: length });
const anyManifest: fc.Arbitrary<Manifest> = fc.record({
  schema: fc.constant(SCHEMA),
  generation: digits(12),
  embedder: fc.record({ id: fc.string(), fingerprint: digits(12), dimensions: fc.nat() }),
  metric: fc.constant('cosine' as const),
  chunking: fc.string(),
  tokeniser: fc.string(),
  corpusDigest: digits(64),
  counts: fc.record({ articles: fc.nat(), passages: fc.nat(), questions: fc.nat() }),
  files: fc.dictionary(
    fc.string().filter((name) => name !== '__proto__'),
    fc.record({ sha256: digits(64), bytes: fc.nat() }),
    { noNullPrototype: true },
  ),
});

test('a manifest comes back from its text as it was written', () => {
  fc.assert(
    fc.property(anyManifest, (written) => {
      expect(parseManifest(formatManifest(written), 'manifest.json')).toEqual(written);
    }),
  );
});

test('a manifest of which any one character was changed is refused or says the same', () => {
  fc.assert(
    fc.property(anyManifest, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (written, seed, character) => {
      const text = formatManifest(written);
      const at = seed % text.length;
      let read: Manifest;
      try {
        read = parseManifest(text.slice(0, at) + character + text.slice(at + 1), 'manifest.json');
      } catch (error) {
        expect(error).toBeInstanceOf(IndexError);
        return;
      }
      expect(read).toEqual(written);
    }),
    { numRuns: 500 },
  );
});

test('the manifest says what the generation holds', async () => {
  const folder = await buildAndLocate();
  expect(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
    generation: path.basename(folder),
    embedder: { id: 'bundled', fingerprint: embedder.fingerprint, dimensions: embedder.dimensions },
    metric: 'cosine',
    counts: { articles: 4, passages: 9, questions: 7 },
  });
});
