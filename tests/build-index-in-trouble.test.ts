import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildIndex } from '#src/build-index.js';
import { loadHnswlib } from '#src/search-index/hnsw.js';
import { BusyError } from '#src/search-index/index-error.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { readPublications, requireCurrentFolder } from '#src/search-index/publish.js';
import { openWorkshop } from '#src/search-index/workshop.js';
import { SMALL_EMBEDDER } from '../scripts/soak/small-embedder.js';
import { copyCorpus, replaceIn } from './fixtures/fixture-index.js';
import { folderForFile } from './fixtures/folders.js';
import { largeCorpus } from './fixtures/large-corpus.js';

const BUILDER = fileURLToPath(new URL('../dist/scripts/soak/builder.js', import.meta.url));
const root = folderForFile();

interface Place {
  readonly corpusDir: string;
  readonly indexDir: string;
}

/** A corpus with an index of its earlier text, so that there is something to build and something to lose. */
async function placeToRefresh(): Promise<Place> {
  const folder = await mkdtemp(path.join(root, 'place-'));
  const place = { corpusDir: await copyCorpus(folder), indexDir: path.join(folder, 'index') };
  await build(place);
  await replaceIn(path.join(place.corpusDir, 'walking.md'), 'flat ground', 'even ground');
  return place;
}

function build(place: Place, now = '2026-11-22T12:00:00Z') {
  return buildIndex({ ...place, embedder: SMALL_EMBEDDER, now: new Date(now) });
}

async function groundOf({ indexDir }: Place): Promise<string> {
  const { passages, vectorsUsable } = await openGeneration(await requireCurrentFolder(indexDir), SMALL_EMBEDDER);
  expect(vectorsUsable).toBe(true);
  return /(flat|even) ground/.exec(passages.map(({ text }) => text).join(' '))![1]!;
}

/** Builds in a process of its own, started by a line of shell. What it says of its failure, or null. */
async function buildBy(shell: string, place: Place, user?: number): Promise<string | null> {
  const child = spawn('sh', ['-c', `${shell} exec "$0" "$1"`, process.execPath, BUILDER], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const failures: string[] = [];
  child.on('message', (message: unknown) => {
    if (message === 'ready') child.send(place);
    else failures.push((message as { error: string }).error);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? null : (failures[0] ?? 'died');
}

describe('when the disk is full', () => {
  test('however little room there is, the failure is clear and the live generation stays', async () => {
    const place = await placeToRefresh();
    const before = (await readdir(place.indexDir)).sort();
    let failed = 0;
    for (const blocks of [0, 1, 2, 4, 6, 8, 10]) {
      // The signal would end the process; ignored, the write fails as on a full disk.
      const failure = await buildBy(`trap '' XFSZ; ulimit -f ${blocks};`, place);
      if (failure === null) continue;
      expect(failure).toMatch(/cannot be written\. .*: raise the limit\. The live generation stays as it was\.$/);
      expect((await readdir(place.indexDir)).sort()).toEqual(before);
      expect(await groundOf(place)).toBe('flat');
      failed++;
    }
    expect(failed).toBeGreaterThan(3);
    await build(place);
    expect(await groundOf(place)).toBe('even');
  }, 120_000);

  test.skipIf(!loadHnswlib())(
    'a graph of which hnswlib lost the end without a word is not published',
    async () => {
      const folder = await mkdtemp(path.join(root, 'graph-'));
      const place = { corpusDir: await largeCorpus(folder), indexDir: path.join(folder, 'index') };
      const failure = await buildBy(`trap '' XFSZ; ulimit -f 1500;`, place);
      expect(failure).toMatch(/\.hnsw is not a whole graph\. Is the disk full\?$/);
      expect(await readdir(place.indexDir)).toEqual([]);
    },
    120_000,
  );
});

/** Whether a user without rights of its own reaches a folder. */
async function everyoneMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  const parent = path.dirname(folder);
  return (mode & 0o005) === 0o005 && (parent === folder || (await everyoneMayEnter(parent)));
}

test('a folder that may not be written is named with the remedy, and its index still answers', async (context) => {
  const place = await placeToRefresh();
  const root = process.getuid?.() === 0;
  if (root && !(await everyoneMayEnter(path.dirname(BUILDER)))) {
    console.warn('NOT CHECKED: root may write everywhere, and another user cannot enter the folder of the project.');
    context.skip();
  }
  for (const folder of [path.dirname(path.dirname(place.indexDir)), path.dirname(place.indexDir)])
    await chmod(folder, 0o755);
  await chmod(place.indexDir, 0o555);
  // The rights of a folder mean nothing to root.
  const failure = await buildBy('', place, root ? 65_534 : undefined);
  await chmod(place.indexDir, 0o755);
  expect(failure).toContain('cannot be written. The folder may not be written: give this user the right to');
  expect(await groundOf(place)).toBe('flat');
});

test('with the clock set back by a year the new generation is published, and the old one is the one before it', async () => {
  const place = await placeToRefresh();
  const [old] = await readPublications(place.indexDir);
  const { generation } = await build(place, '2025-11-22T12:00:00Z');
  expect(await readPublications(place.indexDir)).toEqual([
    { generation: generation.manifest.generation, published: '2025-11-22T12:00:00.000Z' },
    old,
  ]);
  expect(await groundOf(place)).toBe('even');
});

describe('two builders at once', () => {
  let place: Place;
  beforeAll(async () => {
    place = await placeToRefresh();
  });

  test('the second is refused and told who is building', async () => {
    const workshop = await openWorkshop(place.indexDir);
    expect(await buildBy('', place)).toMatch(new RegExp(`^BusyError: .* is being built by process ${process.pid} on `));
    await workshop.close();
    expect(await groundOf(place)).toBe('flat');
  });

  test('in one process, one of them builds', async () => {
    const results = await Promise.allSettled([build(place), build(place)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(BusyError) as unknown,
    });
    expect(await groundOf(place)).toBe('even');
  });

  test('four processes that start together leave one whole index and nothing else', async () => {
    await replaceIn(path.join(place.corpusDir, 'walking.md'), 'even ground', 'flat ground');
    await replaceIn(path.join(place.corpusDir, 'walking.md'), 'On the day', 'On the very day');
    const failures = await Promise.all([1, 2, 3, 4].map(() => buildBy('', place)));
    expect(failures).toContain(null);
    for (const failure of failures) if (failure !== null) expect(failure).toMatch(/^BusyError: .* process \d+ on /);
    expect(await groundOf(place)).toBe('flat');
    expect((await readdir(place.indexDir)).filter((name) => name.startsWith('building'))).toEqual([]);
  });
});

describe('an article that is deleted in the middle of a build', () => {
  test('after it was read is in the generation, word for word', async () => {
    const place = await placeToRefresh();
    const { generation } = await buildIndex({
      ...place,
      embedder: SMALL_EMBEDDER,
      now: new Date(),
      onProgress: ({ stage }) => {
        if (stage === 'embedding') void rm(path.join(place.corpusDir, 'walking.md'), { force: true });
      },
    });
    expect(generation.articles.has('walking')).toBe(true);
    expect(await groundOf(place)).toBe('even');
    const after = await build(place);
    expect(after.generation.articles.has('walking')).toBe(false);
    expect(after.changes.removed.length).toBeGreaterThan(0);
  });

  test('while the corpus is read is in the generation as a whole, or not at all, or the build is refused', async () => {
    for (const turns of [0, 1, 2, 4, 8, 12, 16, 24]) {
      const place = await placeToRefresh();
      let deleted = Promise.resolve();
      const building = buildIndex({
        ...place,
        embedder: SMALL_EMBEDDER,
        now: new Date(),
        onProgress: ({ stage }) => {
          if (stage === 'reading') deleted = deleteAfter(turns, path.join(place.corpusDir, 'walking.md'));
        },
      });
      const built = await building.then(
        ({ generation }) => generation,
        () => null,
      );
      await deleted;
      const live = await openGeneration(await requireCurrentFolder(place.indexDir), SMALL_EMBEDDER);
      const passages = live.passages.filter(({ article }) => article === 'walking').map(({ text }) => text);
      const expected = built === null ? /flat ground/ : built.articles.has('walking') ? /even ground/ : /^$/;
      expect(passages.join('\n')).toMatch(expected);
    }
  });
});

async function deleteAfter(turns: number, file: string): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate();
  await rm(file);
}
