import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createFolder, ensureFolder, remove, touch } from './disk.js';
import { BusyError } from './index-error.js';
import { isAlive, thisProcess, type Owner } from './owner.js';

/** How long one of two builders that began at the same moment waits for the other to step back, in milliseconds. */
const PATIENCE = 1000;
const GLANCE = 25;
/** Least time between two signs of life, in milliseconds. */
const BEAT = 10_000;
const NAME = /^building-(?<pid>\d+)-(?<started>\d+)-(?<host>[\w.-]+)$/;

/** A folder for what is not finished, and at the same time the lock of the index: whoever has one is the only builder. */
export interface Workshop {
  readonly folder: string;
  /** A sign of life, to be given at least every few minutes. */
  beat(): Promise<void>;
  /** Removes it with all that was left in it. */
  close(): Promise<void>;
}

/**
 * Opens the workshop of an index. Its name says who has it, so a dead owner's is known as such and removed. Everybody puts up an own one first and
 * looks for others then: of two, at least the later one sees the other, whatever the order of their steps.
 * @throws {BusyError} naming the owner while a living builder has one
 */
export async function openWorkshop(indexDir: string): Promise<Workshop> {
  await ensureFolder(indexDir);
  const name = nameOf(thisProcess());
  const folder = path.join(indexDir, name);
  if (!(await createFolder(folder))) throw new BusyError(indexDir, 'this very process');
  try {
    await becomeTheOnlyOne(indexDir, name);
  } catch (error) {
    await remove(folder);
    throw error;
  }
  let last = performance.now();
  return {
    folder,
    beat: async () => {
      if (performance.now() - last < BEAT) return;
      last = performance.now();
      await touch(folder);
    },
    close: () => remove(folder),
  };
}

/** Does something that nobody else may do to the index at the same time. @throws {BusyError} */
export async function inWorkshop<T>(indexDir: string, action: (workshop: Workshop) => Promise<T>): Promise<T> {
  const workshop = await openWorkshop(indexDir);
  try {
    return await action(workshop);
  } finally {
    await workshop.close();
  }
}

/** Deletes what builders that died have left behind. */
export async function removeLeftovers(indexDir: string): Promise<void> {
  for (const other of await workshopsIn(indexDir)) if (!other.alive) await remove(other.folder);
}

async function becomeTheOnlyOne(indexDir: string, name: string): Promise<void> {
  for (let waited = 0; ; waited += GLANCE) {
    await removeLeftovers(indexDir);
    const living = (await workshopsIn(indexDir)).filter((other) => other.alive && other.name !== name);
    const [other] = living;
    if (!other) return;
    // Of two that began at once the one that comes first in the alphabet stays, and goes ahead when the other has stepped back.
    const first = living.every((found) => name < found.name);
    if (!first || waited >= PATIENCE) {
      throw new BusyError(indexDir, `process ${other.owner.pid} on ${other.owner.host}`);
    }
    await setTimeout(GLANCE);
  }
}

interface FoundWorkshop {
  readonly name: string;
  readonly folder: string;
  readonly owner: Owner;
  readonly alive: boolean;
}

async function workshopsIn(indexDir: string): Promise<FoundWorkshop[]> {
  const found: FoundWorkshop[] = [];
  for (const name of (await readdir(indexDir).catch(unlessGone)) ?? []) {
    const owner = ownerOf(name);
    const folder = path.join(indexDir, name);
    const state = owner && (await stat(folder).catch(unlessGone));
    if (owner && state) found.push({ name, folder, owner, alive: isAlive(owner, Date.now() - state.mtimeMs) });
  }
  return found;
}

/** Somebody who steps back, or cleans up, may remove a folder at any moment. What cannot be looked at for another reason may be a living builder's. */
function unlessGone(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

function nameOf({ pid, started, host }: Owner): string {
  return `building-${pid}-${started}-${host}`;
}

function ownerOf(name: string): Owner | null {
  const parts = NAME.exec(name)?.groups;
  return parts ? { pid: Number(parts.pid), started: Number(parts.started), host: parts.host! } : null;
}
