import { mkdir, readdir, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BusyError } from '#src/search-index/index-error.js';
import { isAlive, thisProcess } from '#src/search-index/owner.js';
import { openWorkshop } from '#src/search-index/workshop.js';
import { folderForTest } from '../fixtures/folders.js';

const MINUTE = 60_000;
const NOBODY = 4_194_304; // above the highest number that Linux gives a process

describe('a process', () => {
  test('is alive while it runs', () => {
    expect(isAlive(thisProcess(), 0)).toBe(true);
  });

  test.runIf(process.platform === 'linux')(
    'is known by its start too: one that got its number later is another',
    () => {
      const { started, ...rest } = thisProcess();
      expect(started).toBeGreaterThan(0);
      expect(isAlive({ ...rest, started: started - 1 }, 0)).toBe(false);
    },
  );

  test('is dead when nobody has its number', () => {
    expect(isAlive({ ...thisProcess(), pid: NOBODY }, 0)).toBe(false);
    expect(isAlive({ ...thisProcess(), pid: NOBODY, started: 0 }, 0)).toBe(false);
  });

  test.each([
    ['alive after a recent sign of life', 5 * MINUTE, true],
    ['dead after a long silence', 11 * MINUTE, false],
    ['dead when its last sign of life lies far in the future, the clock having been set back', -60 * MINUTE, false],
  ])('of another machine is %s', (_, silence, alive) => {
    expect(isAlive({ pid: NOBODY, started: 7, host: 'elsewhere' }, silence)).toBe(alive);
  });
});

/** Leaves a workshop as another builder would. */
async function leaveWorkshop(indexDir: string, name: string, minutesAgo = 0): Promise<void> {
  const folder = path.join(indexDir, name);
  await mkdir(path.join(folder, 'generation'), { recursive: true });
  const time = Date.now() / 1000 - minutesAgo * 60;
  await utimes(folder, time, time);
}

test('a second builder in the same process is refused', async () => {
  const indexDir = await folderForTest();
  const workshop = await openWorkshop(indexDir);
  await expect(openWorkshop(indexDir)).rejects.toThrow(BusyError);
  await workshop.close();
  await (await openWorkshop(indexDir)).close();
  expect(await readdir(indexDir)).toEqual([]);
});

test('a living builder elsewhere is named, and its workshop stays', async () => {
  const indexDir = await folderForTest();
  await leaveWorkshop(indexDir, 'building-77-123-elsewhere', 3);
  await expect(openWorkshop(indexDir)).rejects.toThrow(
    `${indexDir} is being built by process 77 on elsewhere. Wait until that is done, or end that process, then try again.`,
  );
  expect(await readdir(indexDir)).toEqual(['building-77-123-elsewhere']);
});

test('what dead builders have left is removed, and their place taken', async () => {
  const indexDir = await folderForTest();
  await leaveWorkshop(indexDir, `building-${NOBODY}-123-${hostname()}`);
  await leaveWorkshop(indexDir, 'building-77-123-elsewhere', 20);
  await leaveWorkshop(indexDir, 'building-78-123-elsewhere', -120);
  const workshop = await openWorkshop(indexDir);
  expect(await readdir(indexDir)).toEqual([path.basename(workshop.folder)]);
});

test('of two that began at the same moment one goes ahead once the other has stepped back', async () => {
  const indexDir = await folderForTest();
  // Comes later in the alphabet than any process of this machine.
  await leaveWorkshop(indexDir, 'building-9999999-1-elsewhere');
  const opening = openWorkshop(indexDir);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await leaveWorkshop(indexDir, 'building-9999999-1-elsewhere', 20);
  await expect(opening).resolves.toBeDefined();
});
