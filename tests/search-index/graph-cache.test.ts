import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseSearch, ensureGraph, removeUnusedGraphs } from '#src/search-index/graph-cache.js';
import { loadHnswlib } from '#src/search-index/hnsw.js';
import type { Manifest } from '#src/search-index/manifest.js';
import { measureRecall } from '#src/search-index/recall.js';
import { ExactSearch, rowOf, type VectorTable } from '#src/search-index/vector-search.js';
import { randomTable } from '../contracts/vector-search.js';
import { folderForFile } from '../fixtures/folders.js';

const silently = () => Promise.resolve();
const ROWS = 5000;
const shared = folderForFile();
const places = (folder: string) => ({ graphs: path.join(folder, 'graphs'), workshop: folder });
const manifestOf = ({ dimensions, rows }: VectorTable, sha256: string) =>
  ({
    embedder: { id: 'bundled', fingerprint: '', dimensions },
    counts: { articles: 1, passages: rows, questions: 0 },
    files: { 'passages.vectors.f32': { sha256, bytes: 0 } },
  }) as unknown as Manifest;

test('a search that compares with every row finds all neighbours', async () => {
  const { table } = randomTable(5, 400, 20);
  expect(await measureRecall(new ExactSearch(table), table)).toBe(1);
});

test('a search that misses every other neighbour finds half of them', async () => {
  const { table } = randomTable(5, 400, 20);
  // The first is the row itself, which does not count.
  const blind = new (class extends ExactSearch {
    override search(query: Float32Array, k: number) {
      return super.search(query, k).filter((_, at) => at % 2 === 0);
    }
  })(table);
  expect(await measureRecall(blind, table)).toBeCloseTo(0.5, 2);
});

describe.skipIf(!loadHnswlib())('the graph of a large table', () => {
  const folder = folderForFile();
  const { table, query } = randomTable(1, ROWS, 70);
  const manifest = manifestOf(table, 'grouped');
  let files: string[];

  beforeAll(async () => {
    expect(await ensureGraph(places(folder), manifest, 'passages', table, silently)).toBe(true);
    files = (await readdir(places(folder).graphs)).map((name) => path.join(places(folder).graphs, name));
  }, 60_000);

  const choose = () => chooseSearch(places(folder).graphs, manifest, 'passages', table);

  test('is searched, and finds what comparing with every row finds', async () => {
    const { nearest, warning } = await choose();
    expect({ method: nearest.method, warning }).toEqual({ method: 'hnsw', warning: null });
    expect(nearest.search(query, 10)).toEqual(new ExactSearch(table).search(query, 10));
  });

  test('is not built again', async () => {
    expect(await ensureGraph(places(folder), manifest, 'passages', table, silently)).toBe(false);
  });

  test('belongs to those vectors alone', async () => {
    const other = await chooseSearch(places(folder).graphs, manifestOf(table, 'others'), 'passages', table);
    expect(other.nearest.method).toBe('exact');
    expect(other.warning).toContain('The graph is missing or damaged ("npm run index" builds it anew)');
  });

  test.each([0, 1])(
    'is not searched when its file or record (%i) is damaged or missing, and is built again',
    async (which) => {
      const file = files[which]!;
      const bytes = await readFile(file);
      const damaged = Uint8Array.from(bytes);
      damaged[1]! ^= 1;
      await writeFile(file, damaged);
      expect((await choose()).nearest.method).toBe('exact');
      await rm(file);
      expect((await choose()).nearest.method).toBe('exact');
      expect(await ensureGraph(places(folder), manifest, 'passages', table, silently)).toBe(true);
      expect((await readFile(file)).equals(bytes)).toBe(true);
      expect((await choose()).nearest.method).toBe('hnsw');
    },
    60_000,
  );

  test('stays while a generation needs it, and goes when none does', async () => {
    const { graphs } = places(folder);
    await mkdir(path.join(graphs, 'stray'));
    await removeUnusedGraphs(graphs, [manifest]);
    expect((await readdir(graphs)).sort()).toEqual(files.map((file) => path.basename(file)).sort());
    await removeUnusedGraphs(graphs, [manifestOf(table, 'others')]);
    expect(await readdir(graphs)).toEqual([]);
  });
});

test.skipIf(!loadHnswlib())(
  'a graph that finds too little is thrown away, and that is said',
  async () => {
    // Vectors in any direction of a space of many dimensions are the worst that a graph can be given.
    const table = uniformTable(ROWS, 160);
    const manifest = manifestOf(table, 'uniform');
    expect(await ensureGraph(places(shared), manifest, 'passages', table, silently)).toBe(true);
    expect((await readdir(places(shared).graphs)).map((name) => path.extname(name))).toEqual(['.json']);
    const { nearest, warning } = await chooseSearch(places(shared).graphs, manifest, 'passages', table);
    expect(nearest.method).toBe('exact');
    expect(warning).toMatch(
      /^The graph found only \d\d\.\d% of the nearest vectors, so the vectors of 5000 passages are/,
    );
    expect(await ensureGraph(places(shared), manifest, 'passages', table, silently)).toBe(false);
  },
  60_000,
);

function uniformTable(rows: number, dimensions: number): VectorTable {
  const narrow = randomTable(9, Math.ceil((rows * dimensions) / 16)).table.values;
  const table = { dimensions, rows, values: narrow.slice(0, rows * dimensions) };
  for (let row = 0; row < rows; row++) {
    const vector = rowOf(table, row);
    const length = Math.hypot(...vector);
    for (let at = 0; at < dimensions; at++) vector[at]! /= length;
  }
  return table;
}

test.skipIf(!loadHnswlib())('a table with a row that is no unit vector gets no graph', async () => {
  const { table } = randomTable(2, ROWS);
  table.values[77] = NaN;
  await expect(ensureGraph(places(shared), manifestOf(table, 'bad'), 'passages', table, silently)).rejects.toThrow(
    'Row 4 is no',
  );
});

test('a small table is compared row by row, with nothing to say about it', async () => {
  const { table } = randomTable(3, 100);
  const manifest = manifestOf(table, 'small');
  expect(await ensureGraph(places(shared), manifest, 'passages', table, silently)).toBe(false);
  const { nearest, warning } = await chooseSearch(places(shared).graphs, manifest, 'passages', table);
  expect([nearest.method, warning]).toEqual(['exact', null]);
});
