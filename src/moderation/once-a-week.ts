import { mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { remove } from '../search-index/disk.js';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Does something once a week, in one process of all that share the folder and also after restarts: whoever makes the file of the week first does it.
 * `act` says whether it was done; where not, the turn is given back.
 */
export async function onceAWeek(folder: string, now: Date, act: () => Promise<boolean>): Promise<void> {
  const weeks = path.join(folder, 'weeks');
  const file = path.join(weeks, String(Math.floor(now.getTime() / WEEK)));
  await mkdir(weeks, { recursive: true });
  if (!(await make(file))) return;
  let done = false;
  try {
    done = await act();
  } finally {
    if (!done) await remove(file);
  }
  for (const name of await readdir(weeks)) if (name !== path.basename(file)) await remove(path.join(weeks, name));
}

/** Makes an empty file, or gives false when there is one: of many at once one succeeds. */
async function make(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
