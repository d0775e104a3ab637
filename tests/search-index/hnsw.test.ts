import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadHnswlib, openGraph, writeGraph } from '#src/search-index/hnsw.js';
import type { VectorTable } from '#src/search-index/vector-search.js';
import { holdsVectorSearchContract, randomTable } from '../contracts/vector-search.js';
import { folderForFile } from '../fixtures/folders.js';

const hnswlib = loadHnswlib();
if (!hnswlib) console.warn('NOT TESTED: graph search. hnswlib-node is not installed; README.md says what it needs.');

const folder = folderForFile();
const graphOf = async (table: VectorTable) => {
  const file = path.join(folder, 'contract.hnsw');
  await writeGraph(hnswlib!, table, file);
  return openGraph(hnswlib!, table, file);
};

describe.skipIf(!hnswlib)('graph search with hnswlib-node', () => {
  holdsVectorSearchContract(graphOf);

  test('says that it searches a graph', async () => {
    const search = await graphOf({ dimensions: 2, rows: 1, values: Float32Array.of(1, 0) });
    expect(search.method).toBe('hnsw');
  });

  test('writes the same bytes for the same table', async () => {
    const { table } = randomTable(11, 100);
    const files = ['first.hnsw', 'second.hnsw'].map((name) => path.join(folder, name));
    for (const file of files) await writeGraph(hnswlib!, table, file);
    const [first, second] = await Promise.all(files.map((file) => readFile(file)));
    expect(first!.equals(second!)).toBe(true);
  });
});
