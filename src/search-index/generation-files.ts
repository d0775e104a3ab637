import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { IndexError } from './index-error.js';
import type { LexicalData } from './lexical.js';
import type { Manifest } from './manifest.js';

/** The two kinds of indexed texts; each has the same set of files. */
export const KINDS = ['passages', 'questions'] as const;
export type Kind = (typeof KINDS)[number];

export const MANIFEST_FILE = 'manifest.json';
export const ARTICLES_FILE = 'articles.json';
export const SOURCES_FILE = 'sources.json';
export const GLOSSARY_FILE = 'glossary.json';
export const PASSAGES_FILE = 'passages.json';
export const QUESTIONS_FILE = 'questions.json';
export const vectorsFile = (kind: Kind) => `${kind}.vectors.f32`;
export const termsFile = (kind: Kind) => `${kind}.terms.json`;
export const postingsFile = (kind: Kind) => `${kind}.postings.u32`;
export const graphFile = (kind: Kind) => `${kind}.hnsw`;

/** Writes a file and waits until it is on the disk. Some libraries report a full disk as success, so the size is looked at as well. */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { size } = await stat(file);
  if (size !== bytes.byteLength) {
    throw new IndexError(`${file} has ${size} bytes after ${bytes.byteLength} were written. Is the disk full?`);
  }
}

/** Waits until a folder's list of files is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function describeFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const bytes = await readFile(file);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
}

/** Reads a file of a generation after comparing it with the manifest. @throws {IndexError} when it is missing or not what was written */
export async function readVerified(folder: string, manifest: Manifest, name: string): Promise<Buffer> {
  const expected = manifest.files[name];
  const file = path.join(folder, name);
  const bytes = await readFile(file).catch(() => null);
  if (bytes && createHash('sha256').update(bytes).digest('hex') === expected?.sha256) return bytes;
  throw new IndexError(
    `${file} is ${bytes ? 'damaged' : 'missing'}, so the generation ${manifest.generation} is not used. Run "npm run index" to build it anew.`,
  );
}

/** Offsets, lengths and postings as one file of 32-bit numbers: three counts, then the three lists. */
export function encodePostings({ offsets, lengths, postings }: LexicalData): Uint8Array {
  const numbers = Uint32Array.of(offsets.length, lengths.length, postings.length);
  return Buffer.concat([numbers, offsets, lengths, postings].map(bytesOf));
}

export function decodePostings(terms: readonly string[], bytes: Buffer): LexicalData {
  const numbers = new Uint32Array(copyOf(bytes));
  const [offsetCount = 0, lengthCount = 0, postingCount = 0] = numbers;
  const offsetsEnd = 3 + offsetCount;
  const lengthsEnd = offsetsEnd + lengthCount;
  return {
    terms,
    offsets: numbers.subarray(3, offsetsEnd),
    lengths: numbers.subarray(offsetsEnd, lengthsEnd),
    postings: numbers.subarray(lengthsEnd, lengthsEnd + postingCount),
  };
}

export function decodeVectors(bytes: Buffer): Float32Array {
  return new Float32Array(copyOf(bytes));
}

export function bytesOf(values: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A buffer of its own, so that 4-byte numbers are aligned in it. */
function copyOf(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
