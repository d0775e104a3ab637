import { createHash, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createBreather } from './breathe.js';
import { IndexError } from './index-error.js';
import type { LexicalData } from './lexical.js';
import type { FileDescription, Manifest } from './manifest.js';
import { readPieces } from './read-pieces.js';

/** The two kinds of indexed texts; each has the same set of files. */
export const KINDS = ['passages', 'questions'] as const;
export type Kind = (typeof KINDS)[number];

export const MANIFEST_FILE = 'manifest.json';
export const ARTICLES_FILE = 'articles.jsonl';
/** The texts of the articles one after the other: as values of JSON they would take five times as long to read. */
export const TEXTS_FILE = 'articles.txt';
export const SOURCES_FILE = 'sources.jsonl';
export const GLOSSARY_FILE = 'glossary.jsonl';
export const PASSAGES_FILE = 'passages.jsonl';
export const QUESTIONS_FILE = 'questions.jsonl';
export const keysFile = (kind: Kind) => `${kind}.keys`;
export const vectorsFile = (kind: Kind) => `${kind}.vectors.f32`;
export const termsFile = (kind: Kind) => `${kind}.terms.jsonl`;
export const postingsFile = (kind: Kind) => `${kind}.postings.u32`;
/** All but the keys, which only builders ask for. */
export const SEARCHED_FILES = [
  ...[ARTICLES_FILE, TEXTS_FILE, SOURCES_FILE, GLOSSARY_FILE, PASSAGES_FILE, QUESTIONS_FILE],
  ...KINDS.flatMap((kind) => [vectorsFile(kind), termsFile(kind), postingsFile(kind)]),
];

/** Lines are decoded so many bytes at a time, to the end of the line: about half a millisecond. Written, they are so many characters' garbage at most. */
const STRETCH = 1 << 16;

/** Web Crypto works in threads beside this one: a generation's files make up a quarter of a second of it. */
export async function describeBytes(bytes: Uint8Array): Promise<FileDescription> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return { sha256: Buffer.from(digest).toString('hex'), bytes: bytes.byteLength };
}

/** The same of a file, read in pieces so that a large one needs no memory. */
export async function describeFile(file: string): Promise<FileDescription> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of readPieces(file)) {
    digest.update(piece);
    bytes += piece.length;
  }
  return { sha256: digest.digest('hex'), bytes };
}

/** Gives a file of a generation by its name. @throws {IndexError} when it is missing or not what was written */
export type ReadVerified = (name: string) => Promise<Buffer>;

/**
 * Reads files of a generation, each compared with the manifest before it is given out. The files `ahead` are read side by side from the start, to be
 * asked for once each: reading them one after the other is mostly waiting.
 */
export function verifiedFiles(folder: string, manifest: Manifest, ahead: readonly string[] = []): ReadVerified {
  const read = async (name: string) => {
    const bytes = await readFile(path.join(folder, name)).catch(() => null);
    return { bytes, isWhole: bytes !== null && (await describeBytes(bytes)).sha256 === manifest.files[name]?.sha256 };
  };
  const started = new Map(ahead.map((name) => [name, read(name)]));
  return async (name) => {
    const { bytes, isWhole } = await (started.get(name) ?? read(name));
    started.delete(name);
    if (bytes && isWhole) return bytes;
    throw new IndexError(
      `${path.join(folder, name)} is ${bytes ? 'damaged' : 'missing'}. Run "npm run index" to build the generation ${manifest.generation} anew.`,
    );
  };
}

/** One value a line. */
export function encodeLines(values: Iterable<unknown>): Uint8Array {
  const stretches: Uint8Array[] = [];
  let lines = '';
  for (const value of values) {
    lines += `${JSON.stringify(value)}\n`;
    if (lines.length < STRETCH) continue;
    stretches.push(Buffer.from(lines, 'utf8'));
    lines = '';
  }
  return Buffer.concat([...stretches, Buffer.from(lines, 'utf8')]);
}

/** Stretch by stretch, so that a large file can be read while others get their turn. */
export async function decodeLines<T>(bytes: Buffer): Promise<T[]> {
  const breathe = createBreather();
  const values: T[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, Math.min(start + STRETCH, bytes.length - 1));
    // JSON has no line end inside a value.
    const list = bytes.toString('utf8', start, end).replaceAll('\n', ',');
    for (const value of JSON.parse(`[${list}]`) as T[]) values.push(value);
    start = end + 1;
    await breathe();
  }
  return values;
}

/** Offsets, lengths and postings as one file of 32-bit numbers: three counts, then the three lists. */
export function encodePostings({ offsets, lengths, postings }: LexicalData): Uint8Array {
  const numbers = Uint32Array.of(offsets.length, lengths.length, postings.length);
  return Buffer.concat([numbers, offsets, lengths, postings].map(bytesOf));
}

export function decodePostings(terms: readonly string[], bytes: Buffer): LexicalData {
  const numbers = new Uint32Array(...alignedOf(bytes));
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
  return new Float32Array(...alignedOf(bytes));
}

export function bytesOf(values: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The place of 4-byte numbers, which have to be aligned: where they are, as whole files that were read are, or in a copy. */
function alignedOf({ buffer, byteOffset, byteLength }: Buffer): [ArrayBuffer, number, number] {
  const isAligned = byteOffset % 4 === 0;
  const place = isAligned ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  return [place as ArrayBuffer, isAligned ? byteOffset : 0, Math.floor(byteLength / 4)];
}
