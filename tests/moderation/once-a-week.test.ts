import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { onceAWeek } from '#src/moderation/once-a-week.js';
import { folderForTest } from '../fixtures/folders.js';

const SUNDAY = new Date('2026-11-22T12:00:00Z');
const NEXT_SUNDAY = new Date('2026-11-29T12:00:00Z');

test('of many that come at once or later in the week one does it, and next week one again', async () => {
  const folder = path.join(await folderForTest(), 'moderation');
  let times = 0;
  const act = () => Promise.resolve(++times > 0);
  await Promise.all(Array.from({ length: 8 }, () => onceAWeek(folder, SUNDAY, act)));
  await onceAWeek(folder, SUNDAY, act);
  expect(times).toBe(1);
  await onceAWeek(folder, NEXT_SUNDAY, act);
  expect(times).toBe(2);
  expect(await readdir(path.join(folder, 'weeks'))).toHaveLength(1);
});

test('what was not done is done by the next who looks', async () => {
  const folder = await folderForTest();
  await onceAWeek(folder, SUNDAY, () => Promise.resolve(false));
  await expect(onceAWeek(folder, SUNDAY, () => Promise.reject(new Error('no connection')))).rejects.toThrow(
    'no connection',
  );
  let done = false;
  await onceAWeek(folder, SUNDAY, () => Promise.resolve((done = true)));
  expect(done).toBe(true);
});
