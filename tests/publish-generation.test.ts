import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildIndex, prepareIndex } from '#src/build-index.js';
import { listKept, publishGeneration } from '#src/publish-generation.js';
import { IndexError } from '#src/search-index/index-error.js';
import { currentFolder } from '#src/search-index/publish.js';
import { SMALL_EMBEDDER as embedder } from '../scripts/soak/small-embedder.js';
import { copyCorpus, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';

/** An index of which `versions` of the corpus were published, with their names. */
async function indexWith(versions: number) {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  const indexDir = path.join(folder, 'index');
  const options = (hour: number) => ({ corpusDir, indexDir, embedder, now: new Date(Date.UTC(2026, 10, 22, hour)) });
  const edit = (version: number) =>
    replaceIn(path.join(corpusDir, 'walking.md'), 'a minute or two', `a minute or two (${version})`);
  const names: string[] = [];
  for (let version = 1; version <= versions; version++) {
    await edit(version);
    names.push((await buildIndex(options(version))).generation.manifest.generation);
  }
  const publish = (name: string | null) => publishGeneration({ indexDir, name, embedder, now: options(9).now });
  const liveName = async () => path.basename((await currentFolder(indexDir)) ?? '');
  return { indexDir, names, edit: () => edit(99), options, publish, liveName };
}

describe('going back', () => {
  test('without a name leads to the generation before the live one, and again to the one that was left', async () => {
    const { names, publish, liveName } = await indexWith(3);
    await publish(null);
    expect(await liveName()).toBe(names[1]);
    await publish(null);
    expect(await liveName()).toBe(names[2]);
  });

  test('leads to any generation that is kept', async () => {
    const { names, publish, liveName } = await indexWith(3);
    const generation = await publish(names[0]!);
    expect(await liveName()).toBe(names[0]);
    expect(generation.manifest.generation).toBe(names[0]);
  });

  test('is refused where there is nothing to go back to', async () => {
    const { indexDir, names, publish } = await indexWith(1);
    await expect(publish(null)).rejects.toThrow(
      `There is no generation before the live one in ${indexDir}. It keeps: ${names[0]!}.`,
    );
    await expect(publish('ffffffffffff')).rejects.toThrow(`There is no generation ffffffffffff in ${indexDir}.`);
  });

  test('to a damaged generation is refused, and the live one stays', async () => {
    const { indexDir, names, publish, liveName } = await indexWith(2);
    await writeFile(path.join(indexDir, names[0]!, 'passages.vectors.f32'), 'damage');
    await expect(publish(names[0]!)).rejects.toThrow(IndexError);
    expect(await liveName()).toBe(names[1]);
  });
});

describe('a generation that is prepared', () => {
  test('is whole and says what it would change, while the live one stays', async () => {
    const { names, edit, options, liveName } = await indexWith(1);
    await edit();
    const { generation, changes, published } = await prepareIndex(options(5));
    expect(published).toBe(false);
    expect(changes.changed).toHaveLength(1);
    expect(generation.manifest.generation).not.toBe(names[0]);
    expect(await liveName()).toBe(names[0]);
  });

  test('is published by its name, or by a build of the same corpus that has nothing left to do', async () => {
    const { edit, options, publish, liveName } = await indexWith(1);
    await edit();
    const { generation } = await prepareIndex(options(5));
    const { generation: name } = generation.manifest;
    await publish(name);
    expect(await liveName()).toBe(name);
    await publish(null);
    expect(await buildIndex(options(6))).toMatchObject({ published: true, embedded: 0 });
    expect(await liveName()).toBe(name);
  });
});

test('the list has the live generation first, then those before it, then what was only prepared', async () => {
  const { indexDir, names, edit, options } = await indexWith(2);
  await edit();
  const { generation } = await prepareIndex(options(5));
  const counts = { articles: 4, passages: 9, questions: 7 };
  expect(await listKept(indexDir)).toEqual([
    { name: names[1], live: true, published: '2026-11-22T02:00:00.000Z', counts },
    { name: names[0], live: false, published: '2026-11-22T01:00:00.000Z', counts },
    { name: generation.manifest.generation, live: false, published: null, counts },
  ]);
});

test('the list of a folder without an index is empty', async () => {
  expect(await listKept(path.join(await folderForTest(), 'nothing'))).toEqual([]);
});
