import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder, writeDurably } from './generation-files.js';
import { NoIndexError } from './index-error.js';

/** Generations that are kept for going back, the live one included. */
const KEPT = 5;
const CURRENT = 'current';
const NAME = /^[0-9a-f]{12}$/;

/** Folder of the live generation, or null while nothing is published. */
export async function currentFolder(indexDir: string): Promise<string | null> {
  const name = await readFile(path.join(indexDir, CURRENT), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  return name !== null && NAME.test(name) ? path.join(indexDir, name) : null;
}

/** The same for those who cannot do without. @throws {NoIndexError} */
export async function requireCurrentFolder(indexDir: string): Promise<string> {
  const folder = await currentFolder(indexDir);
  if (!folder) throw new NoIndexError(indexDir);
  return folder;
}

/** Makes a finished generation the live one by renaming one small file: readers see the old one or the new one, never a mixture. */
export async function publish(indexDir: string, generation: string): Promise<void> {
  const waiting = path.join(indexDir, `${CURRENT}.${process.pid}.tmp`);
  await writeDurably(waiting, `${generation}\n`);
  await rename(waiting, path.join(indexDir, CURRENT));
  await syncFolder(indexDir);
}

/** Deletes all but the newest generations. The live one always stays. */
export async function removeOldGenerations(indexDir: string): Promise<void> {
  const live = await currentFolder(indexDir);
  const names = (await readdir(indexDir)).filter((name) => NAME.test(name));
  const dated = await Promise.all(
    names.map(async (name) => ({
      folder: path.join(indexDir, name),
      time: (await stat(path.join(indexDir, name))).mtimeMs,
    })),
  );
  const old = dated.filter(({ folder }) => folder !== live).sort((a, b) => b.time - a.time);
  for (const { folder } of old.slice(KEPT - 1)) await rm(folder, { recursive: true, force: true });
}
