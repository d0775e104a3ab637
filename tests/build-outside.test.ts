import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { workOutside, type OutsideOptions } from '#src/build-outside.js';
import type { BuildPlace } from '#src/build-process.js';
import type { ReviewProgress } from '#src/search-index/build-progress.js';
import { IndexError } from '#src/search-index/index-error.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { buildInto, copyCorpus, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';
import { largeCorpus } from './fixtures/large-corpus.js';

const embedder = await loadBundled();

function placeIn(folder: string, corpusDir: string): BuildPlace {
  const model = { embeddingModel: 'bundled', modelCacheDir: '/nowhere', modelHost: null };
  const moderationDir = path.join(folder, 'moderation');
  return { ...model, corpusDir, corpusGit: false, indexDir: path.join(folder, 'index'), moderationDir };
}

function review(place: BuildPlace, options: Partial<OutsideOptions> = {}) {
  return workOutside(place, { kind: 'review', change: null }, { timeoutMs: 60_000, ...options });
}

/** A folder with an index, and a corpus that takes seconds to build. */
async function placeWithMuchToDo() {
  const folder = await folderForTest();
  const { generation } = await buildInto(folder, embedder);
  return { folder, place: placeIn(folder, await largeCorpus(folder)), live: generation.manifest.generation };
}

async function expectUnharmed(folder: string, live: string): Promise<void> {
  const { manifest } = await openGeneration(await requireCurrentFolder(path.join(folder, 'index')), embedder);
  expect(manifest.generation).toBe(live);
}

test('a review in another process proposes what a build in this one makes, and tells how far it is', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  const progress: ReviewProgress[] = [];
  const proposed = await review(placeIn(folder, corpusDir), { onProgress: (news) => progress.push(news) });
  const { generation } = await buildInto(await folderForTest(), embedder, corpusDir);
  expect(proposed).toMatchObject({
    generation: generation.manifest.generation,
    base: null,
    passages: { added: 9, changed: 0, removed: 0 },
  });
  expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
    'reading',
    'embedding',
    'lexical',
    'writing',
    'verifying',
  ]);
});

test('what is wrong with the corpus is said as it is in this process', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await replaceIn(path.join(corpusDir, 'walking.md'), 'Sources: GENERAL-KNOWLEDGE', 'Sources: NOBODY');
  const reviewing = review(placeIn(folder, corpusDir));
  await expect(reviewing).rejects.toThrow(IndexError);
  await expect(reviewing).rejects.toThrow(/corpus\/walking\.md:\d+: the source "NOBODY" is not in sources\.yaml/);
});

test('what a library says of an error stays out of sight, since it repeats what it was given', async () => {
  const place = placeIn('/nowhere', '/nowhere');
  const failing = review({ ...place, indexDir: '/nowhere/private\0words' });
  await expect(failing).rejects.toThrow(IndexError);
  await expect(failing).rejects.toThrow(
    /^Something unexpected went wrong \(TypeError ERR_INVALID_ARG_VALUE\)\. Try again; the log of the bot says where/,
  );
});

describe('the process of a review ends, and the live generation stays,', () => {
  test('when it takes too long', async () => {
    const { folder, place, live } = await placeWithMuchToDo();
    await expect(review(place, { timeoutMs: 300 })).rejects.toThrow(/took longer than .* was ended\. The live/);
    await expectUnharmed(folder, live);
    expect((await readdir(place.indexDir)).filter((name) => name.startsWith('building'))).toEqual([]);
  });

  test('when the system ends it', async () => {
    const { folder, place, live } = await placeWithMuchToDo();
    const onProgress = () => {
      for (const name of readdirSync(place.indexDir)) {
        const pid = /^building-(\d+)-/.exec(name)?.[1];
        if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
      }
    };
    await expect(review(place, { onProgress })).rejects.toThrow(
      'ended before it was done (SIGKILL); it may have run out of memory. The live generation stays as it was.',
    );
    await expectUnharmed(folder, live);
    expect((await readdir(place.indexDir)).filter((name) => name.startsWith('building'))).toEqual([]);
  });

  test('when its parent dies', async () => {
    const { folder, place, live } = await placeWithMuchToDo();
    const parent = path.join(folder, 'parent.mjs');
    const module = path.resolve('dist/build-outside.js');
    await writeFile(
      parent,
      `import { workOutside } from ${JSON.stringify(module)};
      const options = { timeoutMs: 60_000, onProgress: (news) => process.send(news) };
      process.once('message', (place) => workOutside(place, { kind: 'review', change: null }, options));`,
    );
    const child = fork(parent);
    child.send(place);
    await once(child, 'message');
    child.kill('SIGKILL');
    // Nobody is left who could tell: its workshop, which names it, is asked for.
    await vi.waitFor(
      async () => {
        const names = await readdir(place.indexDir);
        const builders = names.flatMap((name) => /^building-(\d+)-/.exec(name)?.[1] ?? []);
        const states = await Promise.all(
          builders.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)),
        );
        expect(states.filter((state) => state !== null && !state.includes(') Z '))).toEqual([]);
      },
      { timeout: 20_000, interval: 50 },
    );
    await expectUnharmed(folder, live);
  });
});
