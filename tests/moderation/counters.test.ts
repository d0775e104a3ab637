import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openCounters, readSums } from '#src/moderation/counters.js';
import { readCounts } from '#src/moderation/counts.js';
import { folderForTest } from '../fixtures/folders.js';

const times = async (count: number, action: () => Promise<void>) => {
  await Promise.all(Array.from({ length: count }, action));
};

describe('counts', () => {
  test('are added up over restarts, by passage, topic and word alone', async () => {
    const folder = path.join(await folderForTest(), 'data', 'moderation');
    const counters = openCounters(folder);
    await Promise.all([counters.vote(['a', 'b'], true), counters.vote(['a'], false), counters.vote(['a'], true)]);
    await openCounters(folder).vote(['a'], true);
    await openCounters(folder).report('a', 'outdated');
    const further = openCounters(folder);
    void further.gap({ topic: 'dose', words: ['hang', 'bar'] });
    await further.settled();
    expect(Object.fromEntries(await readSums(folder))).toEqual({
      'helpful a': 3,
      'helpful b': 1,
      'not-helpful a': 1,
      'outdated a': 1,
      'topic dose': 1,
      'unanswered all': 1,
      'word bar': 1,
      'word hang': 1,
    });
    expect(await readdir(path.join(folder, 'counts'))).toEqual(['counts.json']);
  });

  test('show no order in which something was counted', async () => {
    const folder = await folderForTest();
    const counters = openCounters(folder);
    void counters.gap({ topic: null, words: ['zebra', 'apple'] });
    await counters.settled();
    void counters.gap({ topic: 'bar', words: ['mango'] });
    await counters.settled();
    const keys = [...(await readSums(folder)).keys()];
    expect(keys).toEqual([...keys].sort());
  });

  test('of questions without an answer are written within some seconds, or with whatever else is counted', async () => {
    const folder = await folderForTest();
    const counters = openCounters(folder);
    const gap = counters.gap({ topic: null, words: [] });
    await counters.vote(['a'], true);
    await gap;
    expect(Object.fromEntries(await readSums(folder))).toEqual({ 'helpful a': 1, 'unanswered all': 1 });
    await counters.gap({ topic: null, words: [] });
    expect((await readSums(folder)).get('unanswered all')).toBe(2);
  });

  test('of several processes that count at the same time are all there', async () => {
    const folder = await folderForTest();
    const script = `
      const { openCounters } = await import(${JSON.stringify(fileURLToPath(new URL('../../dist/moderation/counters.js', import.meta.url)))});
      const counters = openCounters(${JSON.stringify(folder)});
      for (let turn = 0; turn < 10; turn++) await Promise.all([counters.vote(['a'], true), counters.vote(['a'], false)]);`;
    const run = () =>
      new Promise((resolve) => {
        spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' }).on('close', resolve);
      });
    expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
    expect(Object.fromEntries(await readSums(folder))).toEqual({ 'helpful a': 30, 'not-helpful a': 30 });
  });

  test('a file of something else is not overwritten', async () => {
    const folder = await folderForTest();
    await mkdir(path.join(folder, 'counts'));
    const file = path.join(folder, 'counts', 'counts.json');
    await writeFile(file, 'no counts');
    await expect(openCounters(folder).vote(['a'], true)).rejects.toThrow(
      `${file} holds no counts. Delete it to begin counting anew.`,
    );
    expect(await readFile(file, 'utf8')).toBe('no counts');
  });

  test('that could not be written are an error, and are written with the next ones', async () => {
    const folder = await folderForTest();
    const counters = openCounters(folder);
    const blocking = path.join(folder, 'counts');
    await writeFile(blocking, 'a file where the folder should be');
    await expect(counters.vote(['a'], true)).rejects.toThrow();
    await counters.settled();
    await rm(blocking);
    await counters.vote(['a'], true);
    expect([...(await readSums(folder))]).toEqual([['helpful a', 2]]);
  });
});

describe('what moderators see of them', () => {
  test('leaves out groups under five, and puts the largest first', async () => {
    const folder = await folderForTest();
    const counters = openCounters(folder);
    void times(4, () => counters.gap({ topic: 'rare', words: ['rare', 'bar'] }));
    void times(5, () => counters.gap({ topic: 'dose', words: ['bar', 'dose'] }));
    void times(6, () => counters.gap({ topic: 'bar', words: [] }));
    await times(4, () => counters.vote(['few'], false));
    await times(3, () => counters.vote(['mixed'], false));
    await times(2, () => counters.vote(['mixed'], true));
    await times(5, () => counters.vote(['bad'], false));
    await counters.report('one', 'harmful');
    expect(await readCounts(folder)).toEqual({
      unanswered: 15,
      topics: [
        { article: 'bar', count: 6 },
        { article: 'dose', count: 5 },
      ],
      words: [
        { word: 'bar', count: 9 },
        { word: 'dose', count: 5 },
      ],
      votes: [
        { passage: 'bad', helpful: 0, notHelpful: 5 },
        { passage: 'mixed', helpful: 2, notHelpful: 3 },
      ],
      reports: [{ passage: 'one', reason: 'harmful', count: 1 }],
    });
  });

  test('is empty where nothing was counted', async () => {
    expect(await readCounts(await folderForTest())).toEqual({
      unanswered: 0,
      topics: [],
      words: [],
      votes: [],
      reports: [],
    });
  });
});
