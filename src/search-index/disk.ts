import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { IndexError } from './index-error.js';

// Everything that changes the index folder goes through this file, so that a test can let a builder die after any of its file operations.

/** Creates a folder. False when it is there already: of two that try, one succeeds. */
export async function createFolder(folder: string): Promise<boolean> {
  return attempt(folder, () =>
    mkdir(folder).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      },
    ),
  );
}

/** Creates a folder and those above it where they are missing. */
export async function ensureFolder(folder: string): Promise<void> {
  await attempt(folder, () => mkdir(folder, { recursive: true }));
}

/** Writes a file and waits until it is on the disk. Some file systems report a full disk as success, so the size is looked at as well. */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  await attempt(file, async () => {
    const handle = await open(file, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
  const { size } = await stat(file);
  if (size !== bytes.byteLength) {
    throw new IndexError(`${file} has ${size} bytes after ${bytes.byteLength} were written. Is the disk full?`);
  }
}

/** Replaces a file in one step: readers and the next start see the old one or the new one, whole. `waiting` is on the same file system. */
export async function replaceDurably(file: string, text: string, waiting = `${file}.new`): Promise<void> {
  await writeDurably(waiting, text);
  await move(waiting, file);
}

/** Waits until a file that somebody else wrote is on the disk. */
export async function syncFile(file: string): Promise<void> {
  await attempt(file, () => sync(file, 'r+'));
}

/** Waits until a folder's list of files is on the disk. Windows knows no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await attempt(folder, () => sync(folder, 'r'));
}

/** Renames a file or folder in one step, and waits until that is on the disk. */
export async function move(from: string, to: string): Promise<void> {
  await attempt(to, () => rename(from, to));
  await syncFolder(path.dirname(to));
}

/** Deletes a file or a folder with all that is in it, if it is there. */
export async function remove(target: string): Promise<void> {
  await attempt(target, () => rm(target, { recursive: true, force: true, maxRetries: 3 }));
}

/** Sets the time of a folder to now: a sign of life. */
export async function touch(folder: string): Promise<void> {
  const now = new Date();
  await attempt(folder, () => utimes(folder, now, now));
}

async function sync(target: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(target, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What can be done about the failures that an operator meets. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some room',
  EDQUOT: 'The disk quota is used up: free some room',
  EFBIG: 'The file would be larger than the system allows here: raise the limit',
  EROFS:
    'The file system is read-only: set the folder to one that can be written (INDEX_DIR, CORPUS_DIR, MODERATION_DIR)',
  EACCES:
    'The folder may not be written: give this user the right to, or set another one (INDEX_DIR, CORPUS_DIR, MODERATION_DIR)',
  EPERM:
    'The folder may not be written: give this user the right to, or set another one (INDEX_DIR, CORPUS_DIR, MODERATION_DIR)',
  ENOTDIR:
    'A file stands where a folder is needed: move it away, or set another one (INDEX_DIR, CORPUS_DIR, MODERATION_DIR)',
};

async function attempt<T>(target: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const remedy = REMEDIES[codeOf(cause) ?? ''];
    if (!remedy) throw cause;
    throw new IndexError(`${target} cannot be written. ${remedy}. The live generation stays as it was.`, { cause });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
