import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadHnswlib } from '#src/search-index/hnsw.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';
import { install } from '../fixtures/installation.js';
import { largeCorpus } from '../fixtures/large-corpus.js';

const QUESTION = 'why does hanging hurt my back again, ache number 4711 when I walk';
const COMPARED = /hnswlib-node is not installed, so the vectors of \d+ questions are compared one by one/g;

test('without hnswlib-node a small index is built and says nothing: it would not have been used', async () => {
  const own = await folderForTest();
  const { code, stdout } = await (await install({ folder: own, missing: 'hnswlib-node' }))('index');
  expect(code).toBe(0);
  expect(stdout).not.toContain('hnswlib');
  expect(await readdir(path.join(own, 'index'))).not.toContain('graphs');
});

describe.skipIf(!loadHnswlib())('an index that is large enough for a graph', () => {
  const folder = folderForFile();
  let corpusDir: string;
  let graphs: string[];

  beforeAll(async () => {
    corpusDir = await largeCorpus(folder);
    const { generation } = await buildInto(folder, await loadBundled(), corpusDir);
    expect(generation.warnings).toEqual([]);
    expect(generation.questionTexts.nearest.method).toBe('hnsw');
    graphs = await readdir(path.join(folder, 'index/graphs'));
  }, 120_000);

  test('has the graph of its questions and none of its few passages', () => {
    expect(graphs.map((name) => path.extname(name)).sort()).toEqual(['.hnsw', '.json']);
  });

  test('answers the same where hnswlib-node is missing, and says once what takes its place', async () => {
    const ask = async (missing: string) => {
      const run = await install({ folder, missing });
      const { stdout, stderr } = await run('ask', '--json', '--', QUESTION);
      return { answer: { ...(JSON.parse(stdout) as object), ms: 0, id: '' }, stderr };
    };
    const [whole, without] = [await ask(''), await ask('hnswlib-node')];
    expect(whole.answer).toHaveProperty('quotes.0.article', 'large');
    expect(without.answer).toEqual(whole.answer);
    expect([whole.stderr, without.stderr.match(COMPARED)]).toEqual(['', [expect.any(String)]]);
  });

  test('built without hnswlib-node has the same files, and gets its graph by the next build with it', async () => {
    const own = await folderForTest();
    await cp(corpusDir, path.join(own, 'corpus'), { recursive: true });
    const run = await install({ folder: own, missing: 'hnswlib-node', corpusDir: path.join(own, 'corpus') });
    const { stdout } = await run('index');
    expect(stdout.match(COMPARED)).toHaveLength(1);
    const before = await readdir(path.join(own, 'index'));
    expect(before).not.toContain('graphs');

    const { generation, published, embedded } = await buildInto(own, await loadBundled(), path.join(own, 'corpus'));
    expect(before).toContain(generation.manifest.generation);
    expect({ published, embedded, method: generation.questionTexts.nearest.method }).toEqual({
      published: true,
      embedded: 0,
      method: 'hnsw',
    });
    expect(await readdir(path.join(own, 'index/graphs'))).toEqual(graphs);
  }, 120_000);
});
