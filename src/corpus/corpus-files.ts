import { isUtf8 } from 'node:buffer';
import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Report } from './problem.js';

/** A corpus file larger than this is refused unread: the longest article has about 12 kB. */
const MAX_BYTES = 1024 * 1024;
/** Files that are read at a stretch, a millisecond's work, before others get their turn: one by one the waiting takes five times as long as the reading. */
const AT_ONCE = 32;
/** The author's guide lives beside the articles and is not one of them. */
const NOT_ARTICLES = new Set(['README.md']);

/** For all files: to make one takes as long as to read a file. */
const LENIENT = new TextDecoder();
const BYTES = Buffer.allocUnsafe(MAX_BYTES);
const STRICT = new TextDecoder('utf-8', { fatal: true });

export interface CorpusFile {
  /** Path from the folder that holds the corpus, with forward slashes. */
  readonly file: string;
  /** Decoded text: UTF-8, byte order mark dropped, line ends as `\n`. */
  readonly text: string;
}

/** One file of a corpus folder as it would be. */
export interface FileEdit {
  /** Path in the folder, with forward slashes. */
  readonly file: string;
  /** Its decoded text, or null where it would be gone. */
  readonly text: string | null;
}

/**
 * All Markdown files below `folder`, in a fixed order, after an edit that is made nowhere else. Files that cannot be used are reported and left
 * out.
 */
export async function readArticleFiles(
  folder: string,
  report: Report,
  edit: FileEdit | null = null,
): Promise<CorpusFile[]> {
  const edited = edit && nameOf(folder, path.join(folder, edit.file));
  const places = (await listMarkdown(placeOf(folder), report)).filter(({ file }) => file !== edited);
  const files: CorpusFile[] = [];
  if (edit && edit.text !== null) files.push({ file: edited!, text: edit.text });
  for (const [number, place] of places.entries()) {
    const file = readPlace(place, report);
    if (file) files.push(file);
    if (number % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  return edit ? files.sort((a, b) => comparePaths(a.file, b.file)) : files;
}

/** The order in which they are listed: folder by folder. */
function comparePaths(one: string, other: string): number {
  const [parts, others] = [one.split('/'), other.split('/')];
  const at = parts.findIndex((part, index) => part !== others[index]);
  return parts[at]! < (others[at] ?? '') ? -1 : 1;
}

/** One file of the corpus folder, or null (and a report) when it cannot be used. */
export function readCorpusFile(folder: string, absolute: string, report: Report): CorpusFile | null {
  return readPlace({ file: nameOf(folder, absolute), absolute }, report);
}

function readPlace({ file, absolute }: Place, report: Report): CorpusFile | null {
  const found = attempt(() => lstatSync(absolute));
  if (!found?.isFile()) {
    const what = found ? 'this is not a plain file' : 'there is no such file';
    report({ file, message: `${what}. Put it there as corpus/README.md describes it.`, severity: 'error' });
    return null;
  }
  if (found.size > MAX_BYTES) {
    const message = `the file has ${found.size} bytes, more than the ${MAX_BYTES} allowed. Split it into articles of 200 to 700 words.`;
    report({ file, message, severity: 'error' });
    return null;
  }
  const bytes = attempt(
    () => readBytes(absolute, found.size),
    (error) => {
      report({ file, message: whyUnread(error), severity: 'error' });
    },
  );
  if (!bytes) return null;
  if (isUtf8(bytes)) return { file, text: decodeText(bytes) };
  const line = firstLineThatIsNotUtf8(bytes);
  report({ file, line, message: 'this line is not UTF-8. Save the file as UTF-8.', severity: 'error' });
  return null;
}

/** The bytes of a file that had so many when it was looked at, until the next one is read. */
function readBytes(absolute: string, size: number): Buffer {
  const descriptor = openSync(absolute, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < size; length += read)
      read = readSync(descriptor, BYTES, length, size - length, null);
    return BYTES.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function attempt<T>(action: () => T, onFailure?: (error: unknown) => void): T | null {
  try {
    return action();
  } catch (error) {
    onFailure?.(error);
    return null;
  }
}

/** UTF-8 without its byte order mark, line ends as `\n`. */
export function decodeText(bytes: Uint8Array, options: { fatal?: boolean } = {}): string {
  const text = (options.fatal ? STRICT : LENIENT).decode(bytes);
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

/** The articles of a corpus folder: their paths in it, with forward slashes. */
export async function listArticleFiles(folder: string): Promise<string[]> {
  const places = await listMarkdown(placeOf(folder), () => undefined);
  return places.map(({ absolute }) => path.relative(folder, absolute).split(path.sep).join('/'));
}

/** A file or folder of the corpus. */
interface Place {
  /** Path from the folder that holds the corpus, with forward slashes. */
  readonly file: string;
  readonly absolute: string;
}

const placeOf = (folder: string): Place => ({ file: path.basename(path.resolve(folder)), absolute: folder });

async function listMarkdown(folder: Place, report: Report): Promise<Place[]> {
  const found: Place[] = [];
  const entries = await readdir(folder.absolute, { withFileTypes: true }).catch((error: unknown) => {
    report({ file: folder.file, message: whyUnread(error), severity: 'error' });
    return [];
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = { file: `${folder.file}/${entry.name}`, absolute: path.join(folder.absolute, entry.name) };
    if (entry.isSymbolicLink()) {
      const message =
        'symbolic links are not followed, since they can lead out of the corpus. Put the file itself here.';
      report({ file: place.file, message, severity: 'error' });
    } else if (entry.isDirectory() && entry.name !== '.git') {
      found.push(...(await listMarkdown(place, report)));
    } else if (entry.name.endsWith('.md') && !NOT_ARTICLES.has(entry.name)) {
      found.push(place);
    }
  }
  return found;
}

function whyUnread(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const remedy = code === 'EACCES' || code === 'EPERM' ? 'Give this user the right to read it.' : 'Try again.';
  return `this cannot be read (${code}). ${remedy}`;
}

function nameOf(folder: string, absolute: string): string {
  return path
    .relative(path.dirname(path.resolve(folder)), path.resolve(absolute))
    .split(path.sep)
    .join('/');
}

function firstLineThatIsNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  return line;
}
