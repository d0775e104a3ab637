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
/** The texts of the articles one after the other: as values of JSON they would take twenty times as long to read. */
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

/** Bytes of which a checksum is made at a time. */
const PIECE = 1 << 20;
/** Lines are decoded so many bytes at a time, to the end of the line: about half a millisecond. Written, they are so many characters' garbage at most. */
const STRETCH = 1 << 16;

/**
 * Size and checksum. Web Crypto works in threads beside this one, and gets a copy of what it works on: a piece at a time, since to copy a whole file
 * would hold everything else up.
 */
export async function describeBytes(bytes: Uint8Array): Promise<FileDescription> {
  const breathe = createBreather();
  const digests: Promise<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    digests.push(digestOf(bytes.subarray(at, at + PIECE)));
    await breathe();
  }
  return { sha256: await joined(digests), bytes: bytes.length };
}

/** The same of a file, which a large one needs no memory for. */
export async function describeFile(file: string): Promise<FileDescription> {
  const digests: Promise<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of readPieces(file, PIECE)) {
    digests.push(digestOf(piece));
    bytes += piece.length;
  }
  return { sha256: await joined(digests), bytes };
}

function digestOf(piece: Uint8Array): Promise<ArrayBuffer> {
  return webcrypto.subtle.digest('SHA-256', piece);
}

async function joined(digests: readonly Promise<ArrayBuffer>[]): Promise<string> {
  const all = createHash('sha256');
  for (const digest of await Promise.all(digests)) all.update(new Uint8Array(digest));
  return all.digest('hex');
}

/** Gives a file of a generation by its name. @throws {IndexError} when it is missing or not what was written */
export type ReadVerified = (name: string) => Promise<Buffer>;

/**
 * Reads files of a generation, each compared with the manifest before it is given out. The files `ahead` are read side by side from the start, to be
 * asked for once each: reading them one after the other is mostly waiting.
 */
export function verifiedFiles(folder: string, manifest: Manifest, ahead: readonly string[] = []): ReadVerified {
  const read = (name: string) => readFile(path.join(folder, name)).catch(() => null);
  const started = new Map(ahead.map((name) => [name, read(name)]));
  return async (name) => {
    const bytes = await (started.get(name) ?? read(name));
    started.delete(name);
    if (bytes && (await describeBytes(bytes)).sha256 === manifest.files[name]?.sha256) return bytes;
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
