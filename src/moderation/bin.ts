import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureFolder, replaceDurably } from '../search-index/disk.js';
import { ifThere } from '../search-index/if-there.js';

/** A text that was taken out of the corpus folder. */
export interface BinnedArticle {
  readonly article: string;
  /** Path in the corpus folder. */
  readonly file: string;
  readonly text: string;
  /** ISO time. */
  readonly removed: string;
}

/** The number says what came later: clocks may be wrong. */
const NAME = /^(?<number>\d{6,})-(?<article>.+)\.json$/;

const binFolder = (moderationDir: string) => path.join(moderationDir, 'bin');

/** Keeps a text. A text that an article had when it was put here last is here already. For one process at a time. */
export async function putIntoBin(moderationDir: string, binned: BinnedArticle): Promise<void> {
  const folder = binFolder(moderationDir);
  const names = await listNames(folder);
  const last = await lastOf(folder, names, binned.article);
  if (last?.text === binned.text && last.file === binned.file) return;
  const number = 1 + Math.max(0, ...names.map(numberOf));
  await ensureFolder(folder);
  // A fixed name for what is not whole yet: what a process that died has left is written over.
  const waiting = path.join(folder, '.incoming');
  const file = path.join(folder, `${String(number).padStart(6, '0')}-${binned.article}.json`);
  await replaceDurably(file, `${JSON.stringify(binned)}\n`, waiting);
}

/** What an article last was, or null when nothing of it is kept. */
export async function lastInBin(moderationDir: string, article: string): Promise<BinnedArticle | null> {
  const folder = binFolder(moderationDir);
  return lastOf(folder, await listNames(folder), article);
}

/** The last text of every article of which one is kept, the latest first. */
export async function listBin(moderationDir: string): Promise<BinnedArticle[]> {
  const folder = binFolder(moderationDir);
  const names = await listNames(folder);
  const articles = new Set(names.map(articleOf).reverse());
  const binned = await Promise.all(Array.from(articles, (article) => lastOf(folder, names, article)));
  return binned.filter((one) => one !== null);
}

/** In the order in which they were put there. @throws {IndexError} when the folder cannot be read */
async function listNames(folder: string): Promise<string[]> {
  const names = (await ifThere(folder, (target) => readdir(target))) ?? [];
  return names.filter((name) => NAME.test(name)).sort((a, b) => numberOf(a) - numberOf(b));
}

async function lastOf(folder: string, names: readonly string[], article: string): Promise<BinnedArticle | null> {
  const name = names.findLast((one) => articleOf(one) === article);
  return name === undefined ? null : (JSON.parse(await readFile(path.join(folder, name), 'utf8')) as BinnedArticle);
}

const numberOf = (name: string) => Number(NAME.exec(name)!.groups!.number);
const articleOf = (name: string) => NAME.exec(name)!.groups!.article!;
