import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { decodeText, readArticleFiles, type FileEdit } from '../corpus/corpus-files.js';
import { readGlossary } from '../corpus/glossary.js';
import type { Problem, Report } from '../corpus/problem.js';
import { readSources } from '../corpus/sources.js';
import { ensureFolder, remove, replaceDurably, syncFolder } from '../search-index/disk.js';
import type { Generation } from '../search-index/generation.js';
import { ifThere } from '../search-index/if-there.js';
import { putIntoBin } from './bin.js';
import { RefusedError } from './refused-error.js';
import type { CorpusChange } from './review.js';

/** Where a new text waits until it is whole. No article's name looks like this. */
const WAITING = '.incoming';

/** What a change does to the files. */
export function editOf(change: CorpusChange): FileEdit {
  return { file: change.file, text: change.kind === 'remove' ? null : change.text };
}

/** The decoded text of a file of the corpus folder, or null where there is none. @throws {IndexError} when it cannot be read */
export async function presentText(corpusDir: string, file: string): Promise<string | null> {
  const bytes = await ifThere(path.join(corpusDir, file), (target) => readFile(target));
  return bytes && decodeText(bytes);
}

/**
 * Makes a change in the corpus folder: what goes is kept in the bin first, what comes is renamed into its place. Made already, nothing happens. For
 * one process at a time.
 * @throws {RefusedError} when the file would stand elsewhere {IndexError} when it cannot be read or written
 */
export async function makeChange(
  corpusDir: string,
  moderationDir: string,
  change: CorpusChange,
  now: Date,
): Promise<void> {
  const target = path.join(corpusDir, change.file);
  const { text } = editOf(change);
  const present = await presentText(corpusDir, change.file);
  if (present === text) return;
  if (text !== null) await ensureFolder(path.dirname(target));
  await stayInside(corpusDir, target);
  if (present !== null) {
    const { article, file } = change;
    await putIntoBin(moderationDir, { article, file, text: present, removed: now.toISOString() });
  }
  if (text === null) {
    await remove(target);
    await syncFolder(path.dirname(target));
  } else {
    await replaceDurably(target, text, path.join(corpusDir, WAITING));
  }
}

/** Takes away what a process that died while it made a change has left. For one process at a time. */
export async function removeHalves(corpusDir: string): Promise<void> {
  await remove(path.join(corpusDir, WAITING));
}

/** Whether a generation is made of what the corpus folder holds, after an edit that is made nowhere else. Reads every file and parses no article. */
export async function holdsCorpus(
  { articles, sources, glossary }: Pick<Generation, 'articles' | 'sources' | 'glossary'>,
  corpusDir: string,
  edit: FileEdit | null = null,
): Promise<boolean> {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const files = await readArticleFiles(corpusDir, report, edit);
  const texts = new Map(Array.from(articles.values(), ({ file, text }) => [file, text]));
  const bibliography = readSources(corpusDir, report);
  const words = readGlossary(corpusDir, report);
  return (
    problems.length === 0 &&
    files.length === texts.size &&
    files.every(({ file, text }) => texts.get(file) === text) &&
    JSON.stringify(bibliography?.sources) === JSON.stringify([...sources.values()]) &&
    JSON.stringify(words.entries) === JSON.stringify(glossary)
  );
}

/** A link among the folders could lead anywhere. */
async function stayInside(corpusDir: string, target: string): Promise<void> {
  const [root, folder] = await Promise.all([realpath(corpusDir), realpath(path.dirname(target))]);
  if (folder === root || folder.startsWith(root + path.sep)) return;
  throw new RefusedError(`${target} would not stand in the corpus folder. Nothing was changed.`);
}
