import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { move, remove, writeDurably } from './disk.js';
import { NoIndexError, PointerError } from './index-error.js';

/** Generations that are kept for going back, the live one included. */
const KEPT = 5;
const CURRENT = 'current';
const NAME = /^[0-9a-f]{12}$/;
const LINE = /^(?<generation>[0-9a-f]{12})(?: (?<published>\S+))?$/;

/** That a generation became the live one. */
export interface Publication {
  readonly generation: string;
  /** ISO time; empty where it was lost. */
  readonly published: string;
}

/** The small file that names the live generation. Every publication replaces it by another one. */
export function pointerFile(indexDir: string): string {
  return path.join(indexDir, CURRENT);
}

/** The generations that were published, the live one first, each once. Empty while nothing is published. @throws {PointerError} */
export async function readPublications(indexDir: string): Promise<Publication[]> {
  const file = pointerFile(indexDir);
  const text = await readPointer(file);
  if (text === null) return [];
  const publications: Publication[] = [];
  for (const line of text.split('\n')) {
    const { generation, published = '' } = LINE.exec(line)?.groups ?? {};
    // What stands behind a damaged line is older; what stands in the first line must be right.
    if (generation === undefined) break;
    publications.push({ generation, published });
  }
  if (publications.length > 0) return publications;
  throw new PointerError(
    `${file} is damaged: its first line names no generation. Write the name of the folder beside it there that is to be live, or delete the file and run "npm run index" to publish the articles as they are.`,
  );
}

/** Null where there is none. */
async function readPointer(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new PointerError(
      `${file} cannot be read (${code}). It says which generation is live: let this user read it, or restore it, and try again.`,
      { cause },
    );
  }
}

/** Folder of the live generation, or null while nothing is published. @throws {PointerError} */
export async function currentFolder(indexDir: string): Promise<string | null> {
  const [live] = await readPublications(indexDir);
  return live ? path.join(indexDir, live.generation) : null;
}

/** The same for those who cannot do without. @throws {NoIndexError} {PointerError} */
export async function requireCurrentFolder(indexDir: string): Promise<string> {
  const folder = await currentFolder(indexDir);
  if (!folder) throw new NoIndexError(indexDir);
  return folder;
}

/**
 * Makes a finished generation the live one by renaming one small file: readers see the old one or the new one, never a mixture. The file
 * lists the generations before it too, so that their order does not hang on clocks.
 */
export async function publish(indexDir: string, workshop: string, generation: string, now: Date): Promise<void> {
  const before = (await readPublications(indexDir)).filter((other) => other.generation !== generation);
  const lines = [{ generation, published: now.toISOString() }, ...before].slice(0, KEPT);
  const waiting = path.join(workshop, CURRENT);
  await writeDurably(waiting, lines.map((line) => `${line.generation} ${line.published}`.trimEnd() + '\n').join(''));
  await move(waiting, pointerFile(indexDir));
}

/** Folders of all generations: those that were published from the newest to the oldest, then the others, the youngest first. */
export async function listGenerations(indexDir: string): Promise<string[]> {
  const names = (await readdir(indexDir)).filter((name) => NAME.test(name));
  const published = (await readPublications(indexDir)).map(({ generation }) => generation);
  const others = await Promise.all(
    names
      .filter((name) => !published.includes(name))
      .map(async (name) => ({ name, time: (await stat(path.join(indexDir, name))).mtimeMs })),
  );
  others.sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1));
  const listed = [...published.filter((name) => names.includes(name)), ...others.map(({ name }) => name)];
  return listed.map((name) => path.join(indexDir, name));
}

/** Deletes all but the last generations. */
export async function removeOldGenerations(indexDir: string): Promise<void> {
  for (const folder of (await listGenerations(indexDir)).slice(KEPT)) await remove(folder);
}

/** Deletes what was built and never published, but for those named in `kept`. */
export async function removeUnpublished(indexDir: string, kept: readonly string[]): Promise<void> {
  const published = (await readPublications(indexDir)).map(({ generation }) => generation);
  const stay = new Set([...published, ...kept]);
  for (const folder of await listGenerations(indexDir)) if (!stay.has(path.basename(folder))) await remove(folder);
}
