import { mkdir, readdir, readFile, rmdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PointerError } from '#src/search-index/index-error.js';
import { currentFolder, publish, readPublications, removeOldGenerations } from '#src/search-index/publish.js';
import { folderForTest } from '../fixtures/folders.js';

/** Folders named like generations, each a minute younger than the one before. */
async function generationsIn(folder: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, number) => number.toString(16).padStart(12, '0'));
  for (const [minute, name] of names.entries()) {
    await mkdir(path.join(folder, name));
    await utimes(path.join(folder, name), minute * 60, minute * 60);
  }
  return names;
}

const NOON = new Date('2026-11-22T12:00:00Z');

async function publishIn(folder: string, generation: string): Promise<void> {
  const workshop = path.join(folder, 'workshop');
  await mkdir(workshop, { recursive: true });
  await publish(folder, workshop, generation, NOON);
  await rmdir(workshop);
}

test('the five newest generations are kept', async () => {
  const folder = await folderForTest();
  const names = await generationsIn(folder, 8);
  await publishIn(folder, names.at(-1)!);
  await removeOldGenerations(folder);
  expect(await readdir(folder)).toEqual([...names.slice(-5), 'current']);
});

test('the live generation is kept however old it is, for it may have been gone back to', async () => {
  const folder = await folderForTest();
  const names = await generationsIn(folder, 8);
  await publishIn(folder, names[0]!);
  await removeOldGenerations(folder);
  expect(await readdir(folder)).toEqual([names[0], ...names.slice(-4), 'current']);
});

test('folders that are no generations are left alone', async () => {
  const folder = await folderForTest();
  await generationsIn(folder, 6);
  await mkdir(path.join(folder, 'building-77'));
  await removeOldGenerations(folder);
  expect(await readdir(folder)).toContain('building-77');
});

test('publishing makes a generation the live one and leaves nothing else behind', async () => {
  const folder = await folderForTest();
  expect(await currentFolder(folder)).toBeNull();
  const [first, second] = (await generationsIn(folder, 2)) as [string, string];
  await publishIn(folder, first);
  await publishIn(folder, second);
  expect(await currentFolder(folder)).toBe(path.join(folder, second));
  expect(await readdir(folder)).toEqual([first, second, 'current']);
});

test('the pointer lists what was published before, newest first and each once, with its time', async () => {
  const folder = await folderForTest();
  const names = await generationsIn(folder, 7);
  for (const name of [...names, names[3]!]) await publishIn(folder, name);
  const expected = [3, 6, 5, 4, 2].map((at) => names[at]!);
  expect((await readPublications(folder)).map(({ generation }) => generation)).toEqual(expected);
  expect(await readFile(path.join(folder, 'current'), 'utf8')).toMatch(/^000000000003 2026-11-22T12:00:00\.000Z\n/);
});

test('the order of generations does not hang on clocks: with one set back the last five published are kept', async () => {
  const folder = await folderForTest();
  const names = (await generationsIn(folder, 8)).reverse();
  for (const name of names) await publishIn(folder, name);
  await removeOldGenerations(folder);
  expect(await readdir(folder)).toEqual([...names.slice(-5).reverse(), 'current']);
});

test('readers beside a writer see one whole name or the other', async () => {
  const folder = await folderForTest();
  const names = await generationsIn(folder, 2);
  await publishIn(folder, names[0]!);
  const seen = new Set<string | null>();
  const read = async () => {
    for (let time = 0; time < 400; time++) seen.add(await currentFolder(folder));
  };
  const write = async () => {
    for (let time = 1; time <= 40; time++) await publishIn(folder, names[time % 2]!);
  };
  await Promise.all([write(), read(), read()]);
  expect([...seen].sort()).toEqual(names.map((name) => path.join(folder, name)));
});

test.each(['', '../../etc', 'c8332e8094f9/..', 'nothing', '\n000000000000 2026-11-22T12:00:00.000Z\n'])(
  'a pointer that holds "%s" leads nowhere, is not published over, and says what to do',
  async (content) => {
    const folder = await folderForTest();
    const pointer = path.join(folder, 'current');
    await writeFile(pointer, content);
    await expect(currentFolder(folder)).rejects.toThrow(PointerError);
    await expect(publishIn(folder, '0123456789ab')).rejects.toThrow(
      `${pointer} is damaged: its first line names no generation. Write the name of the folder`,
    );
    expect(await readFile(pointer, 'utf8')).toBe(content);
  },
);

test('a pointer that is there and cannot be read is not taken for none', async () => {
  const folder = await folderForTest();
  await mkdir(path.join(folder, 'current'));
  await expect(readPublications(folder)).rejects.toThrow(
    `${path.join(folder, 'current')} cannot be read (EISDIR). It says which generation is live`,
  );
});

test('what stands behind a damaged line is forgotten, what stands before it is not', async () => {
  const folder = await folderForTest();
  await writeFile(
    path.join(folder, 'current'),
    '000000000002\n000000000001 2026-11-22T12:00:00.000Z\nx\n000000000000\n',
  );
  expect(await readPublications(folder)).toEqual([
    { generation: '000000000002', published: '' },
    { generation: '000000000001', published: '2026-11-22T12:00:00.000Z' },
  ]);
});
