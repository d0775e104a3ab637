import { cpSync, rmSync } from 'node:fs';
import type * as fs from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildIndex, type BuildResult } from '#src/build-index.js';
import * as disk from '#src/search-index/disk.js';
import type { Generation } from '#src/search-index/generation.js';
import { ensureGraph, chooseSearch } from '#src/search-index/graph-cache.js';
import * as hnsw from '#src/search-index/hnsw.js';
import type { Manifest } from '#src/search-index/manifest.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { currentFolder, requireCurrentFolder } from '#src/search-index/publish.js';
import { ExactSearch } from '#src/search-index/vector-search.js';
import { SMALL_EMBEDDER } from '../../scripts/soak/small-embedder.js';
import { randomTable } from '../contracts/vector-search.js';
import { copyCorpus, replaceIn } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const silently = () => Promise.resolve();

/** How a file operation is cut off by the death of its process: half-way, or right after it. */
type Cut = 'half-way' | 'after';

const death = vi.hoisted(() => ({ operation: Infinity, cut: 'after', count: 0, trace: [] as string[] }));

class Died extends Error {}

vi.mock('#src/search-index/disk.js', async (importOriginal) => {
  const original = await importOriginal<typeof disk>();
  const mortal = (name: keyof typeof disk) => async (target: string, second?: string | Uint8Array) => {
    if (death.count >= death.operation) throw new Died();
    death.count++;
    death.trace.push(`${name} ${path.basename(target)}`);
    const last = death.count === death.operation;
    if (last && death.cut === 'half-way') {
      await doHalf(name, target, second);
      throw new Died();
    }
    const result = await (original[name] as (...words: unknown[]) => Promise<unknown>)(target, second);
    if (last) throw new Died();
    return result;
  };
  const names = Object.keys(original) as (keyof typeof disk)[];
  return Object.fromEntries(names.map((name) => [name, mortal(name)]));
});

// These deaths take nothing away that did not reach the disk: to wait for it would be a third of the time.
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const open: typeof original.open = async (...words) =>
    Object.assign(await original.open(...words), { sync: () => Promise.resolve() });
  return { ...original, open };
});

// The same table gives the same graph, so one is enough for all deaths.
vi.mock('#src/search-index/hnsw.js', async (importOriginal) => {
  const original = await importOriginal<typeof hnsw>();
  let built: Buffer | null = null;
  const writeGraph: typeof hnsw.writeGraph = async (hnswlib, table, file) => {
    if (built) return writeFile(file, built);
    await original.writeGraph(hnswlib, table, file);
    built = await readFile(file);
  };
  return { ...original, writeGraph };
});

/** What is on the disk when a process dies in the middle: a file without its end, a folder without some of its files. */
async function doHalf(name: keyof typeof disk, target: string, second?: string | Uint8Array): Promise<void> {
  if (name === 'writeDurably') await writeFile(target, Buffer.from(second!).subarray(0, second!.length / 2));
  if (name === 'remove') {
    const inside = await readdir(target).catch(() => []);
    for (const file of inside.slice(inside.length / 2)) await rm(path.join(target, file), { recursive: true });
  }
}

const root = folderForFile();
const TIME = new Date('2026-11-22T12:00:00Z');
const QUESTION = 'how do I get off the pull up bar without a jolt';

/** A folder with a corpus and an index, copied for every death. */
interface Place {
  readonly corpusDir: string;
  readonly indexDir: string;
}
const placeIn = (folder: string): Place => ({
  corpusDir: path.join(folder, 'corpus'),
  indexDir: path.join(folder, 'index'),
});

function build({ corpusDir, indexDir }: Place): Promise<BuildResult> {
  return buildIndex({ corpusDir, indexDir, embedder: SMALL_EMBEDDER, now: TIME });
}

async function buildAndDie(place: Place, operation: number, cut: Cut): Promise<void> {
  Object.assign(death, { operation, cut, count: 0, trace: [] });
  try {
    await expect(build(place)).rejects.toThrow(Died);
  } finally {
    Object.assign(death, { operation: Infinity });
  }
  // The process is gone: nobody has the number that the workshop names.
  for (const name of await readdir(place.indexDir).catch(() => [])) {
    const gone = name.replace(/^building-\d+-/, 'building-4194304-');
    if (gone !== name) await rename(path.join(place.indexDir, name), path.join(place.indexDir, gone));
  }
}

async function operationsOf(start: string): Promise<string[]> {
  const place = placeIn(await copyOf(start));
  Object.assign(death, { operation: Infinity, count: 0, trace: [] });
  await build(place);
  return [...death.trace];
}

async function copyOf(start: string): Promise<string> {
  const folder = await mkdtemp(path.join(root, 'copy-'));
  cpSync(start, folder, { recursive: true });
  return folder;
}

async function openLive({ indexDir }: Place): Promise<Generation> {
  return openGeneration(await requireCurrentFolder(indexDir), SMALL_EMBEDDER);
}

/** Opened, and every passage a verbatim part of the article that it is quoted from. */
async function expectToAnswer({
  vectorsUsable,
  passages,
  articles,
  questionTexts,
  questions,
}: Generation): Promise<void> {
  expect(vectorsUsable).toBe(true);
  for (const { article, start, end, text } of passages) {
    expect(articles.get(article)!.text.slice(start, end)).toBe(text);
  }
  const nearest = questionTexts.nearest.search(await SMALL_EMBEDDER.embed(QUESTION, 'question'), 1);
  expect(questions[nearest[0]!.row]!.text).toBe(QUESTION);
}

/** What was there before the build, and whether anything could be answered then. */
const SITUATIONS: readonly (readonly [string, boolean, (place: Place) => Promise<void>])[] = [
  ['the first build of all', false, () => Promise.resolve()],
  [
    'a refresh',
    true,
    async (place) => {
      await build(place);
      await change(place, 'even ground');
    },
  ],
  [
    'a refresh that pushes out the oldest generation and an unused graph',
    true,
    async (place) => {
      for (const ground of ['sand', 'grass', 'turf', 'moss', 'clay', 'snow']) {
        await build(place);
        await change(place, ground);
      }
      await mkdir(path.join(place.indexDir, 'graphs'));
      for (const ending of ['hnsw', 'json']) await writeFile(path.join(place.indexDir, `graphs/unused.${ending}`), '');
    },
  ],
  [
    'a return to an earlier text',
    true,
    async (place) => {
      await build(place);
      await change(place, 'even ground');
      await build(place);
      await change(place, 'flat ground');
    },
  ],
  [
    'the repair of a damaged generation',
    false,
    async (place) => {
      await build(place);
      await truncate(path.join((await currentFolder(place.indexDir))!, 'passages.jsonl'), 100);
    },
  ],
];

async function change({ corpusDir }: Place, ground: string): Promise<void> {
  const file = path.join(corpusDir, 'walking.md');
  const [before] = /(?<=minutes on )[a-z ]+(?=, stop)/.exec(await readFile(file, 'utf8'))!;
  await replaceIn(file, before, ground);
}

describe.each(SITUATIONS)('when the builder dies during %s', (_, couldAnswer, prepare) => {
  let start: string;
  let operations: string[];

  beforeAll(async () => {
    start = await mkdtemp(path.join(root, 'start-'));
    await copyCorpus(start);
    await prepare(placeIn(start));
    operations = await operationsOf(start);
  }, 60_000);

  test.each<Cut>(['after', 'half-way'])(
    '%s any of its file operations, the index answers and is built',
    async (cut) => {
      expect(operations.length).toBeGreaterThanOrEqual(5);
      for (const [at, name] of operations.entries()) {
        // The other operations are done at once: half-way is before them.
        if (cut === 'half-way' && !/^(?:writeDurably|remove) /.test(name)) continue;
        const operation = at + 1;
        const folder = await copyOf(start);
        const place = placeIn(folder);
        await buildAndDie(place, operation, cut);
        const live = await openLive(place).catch(() => null);
        const where = `${cut} operation ${operation}, ${name}`;
        expect(couldAnswer && live === null, where).toBe(false);
        if (live) await expectToAnswer(live);

        const { generation } = await build(place);
        await expectToAnswer(generation);
        const left = await readdir(place.indexDir);
        expect(
          left.filter((name) => !/^(?:[0-9a-f]{12}|current|graphs)$/.test(name)),
          where,
        ).toEqual([]);
        expect(left.filter((name) => /^[0-9a-f]{12}$/.test(name)).length).toBeLessThanOrEqual(5);
        rmSync(folder, { recursive: true });
      }
    },
    240_000,
  );
});

test('everything is on the disk before the pointer to it is', async () => {
  const start = await mkdtemp(path.join(root, 'order-'));
  await copyCorpus(start);
  const operations = await operationsOf(start);
  const at = (operation: string) => {
    expect(operations).toContain(operation);
    return operations.indexOf(operation);
  };
  const { generation } = await build(placeIn(start));
  const written = Object.keys(generation.manifest.files).map((name) => at(`writeDurably ${name}`));
  const order = [
    Math.max(...written),
    at('writeDurably manifest.json'),
    at('syncFolder generation'),
    at(`move generation`),
    at('writeDurably current'),
    at('move current'),
  ];
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

describe.skipIf(!hnsw.loadHnswlib())('when the builder dies while it builds a graph', () => {
  const { table, query } = randomTable(4, 5000, 60);
  const manifest = {
    embedder: { dimensions: 16 },
    files: { 'passages.vectors.f32': { sha256: 'x' } },
  } as unknown as Manifest;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(root, 'graph-'));
  });

  const ensure = () =>
    ensureGraph({ graphs: path.join(folder, 'graphs'), workshop: folder }, manifest, 'passages', table, silently);

  test.each([1, 2, 3, 4, 5])(
    'after operation %i, what is searched is right, and the next build completes it',
    async (operation) => {
      Object.assign(death, { operation, cut: 'after', count: 0 });
      await expect(ensure()).rejects.toThrow(Died);
      death.operation = Infinity;
      const choose = () => chooseSearch(path.join(folder, 'graphs'), manifest, 'passages', table);
      expect((await choose()).nearest.search(query, 10)).toEqual(new ExactSearch(table).search(query, 10));
      expect(await ensure()).toBe(operation < 5);
      expect((await choose()).nearest.method).toBe('hnsw');
    },
  );
});

test('nothing else that builds an index changes files', async () => {
  const changing =
    /\b(?:appendFile|copyFile|cp|createWriteStream|mkdir|open|rename|rm|rmdir|truncate|unlink|utimes|writeFile)(?:Sync)?\b/;
  const sources = [
    ...(await readdir('src/search-index')).map((name) => `src/search-index/${name}`),
    'src/build-index.ts',
  ];
  const importing = await Promise.all(
    sources.map(async (file) => {
      const imports = Array.from(
        (await readFile(file, 'utf8')).matchAll(/import ([^;]*) from 'node:fs[^']*'/g),
        ([, what]) => what!,
      );
      return imports.some((what) => changing.test(what)) ? file : null;
    }),
  );
  const onlyReading = 'src/search-index/read-pieces.ts';
  expect(importing.filter((file) => file !== null && file !== onlyReading)).toEqual(['src/search-index/disk.ts']);
});
