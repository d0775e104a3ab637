import { createHash } from 'node:crypto';
import type { Embedder } from '../embedding/embedder.js';
import { CHUNKING_VERSION } from '../corpus/chunking.js';
import { IndexError } from './index-error.js';
import { TOKENISER_VERSION } from './tokenise.js';

/** Raise it when the files of a generation change their form. */
export const SCHEMA = 5;

export interface FileDescription {
  /** SHA-256 over the SHA-256 of each of its megabytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What a generation is made of: `manifest.json`. Nothing in it depends on when or where it was built. */
export interface Manifest {
  readonly schema: number;
  readonly generation: string;
  readonly embedder: { readonly id: string; readonly fingerprint: string; readonly dimensions: number };
  readonly metric: 'cosine';
  readonly chunking: string;
  readonly tokeniser: string;
  /** SHA-256 of everything read from the corpus folder. */
  readonly corpusDigest: string;
  readonly counts: { readonly articles: number; readonly passages: number; readonly questions: number };
  readonly files: Readonly<Record<string, FileDescription>>;
}

/** A manifest as it is written: with a checksum of itself, since everything else is checked against it. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`;
}

/** @throws {IndexError} when `text` is not what was written, or was written by another version. `file` is for the message. */
export function parseManifest(text: string, file: string): Manifest {
  const value = parseObject(text);
  if (!value) throw damaged(file);
  const { checksum, ...manifest } = value;
  if (typeof manifest.schema === 'number' && manifest.schema !== SCHEMA) {
    throw refusal([difference('schema', manifest.schema, SCHEMA)]);
  }
  if (checksum !== checksumOf(manifest)) throw damaged(file);
  return manifest as unknown as Manifest;
}

/** Refuses a generation that was made with another embedder, chunking or tokeniser. @throws {IndexError} with the remedy */
export function checkCompatible(
  manifest: Manifest,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
): void {
  const { fingerprint, dimensions } = manifest.embedder;
  const differences = [
    difference('chunking', manifest.chunking, CHUNKING_VERSION),
    difference('tokeniser', manifest.tokeniser, TOKENISER_VERSION),
    // The same model may be named in two ways, by "bundled" and by its folder.
    fingerprint === embedder.fingerprint
      ? ''
      : difference('embedding model', nameOf(manifest.embedder), nameOf(embedder)),
    difference('dimensions', dimensions, embedder.dimensions),
    difference('metric', manifest.metric, 'cosine'),
  ].filter((text) => text !== '');
  if (differences.length > 0) throw refusal(differences);
}

function refusal(differences: readonly string[]): IndexError {
  return new IndexError(
    `The index was built otherwise than this program searches: ${differences.join('; ')}. Run "npm run index" to build it anew.`,
  );
}

function damaged(file: string): IndexError {
  return new IndexError(`${file} is damaged. Run "npm run index" to build the index anew.`);
}

function checksumOf(manifest: object): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function nameOf({ id, fingerprint }: { id: string; fingerprint: string }): string {
  return `${id} (${fingerprint})`;
}

function difference(name: string, found: string | number, wanted: string | number): string {
  return found === wanted ? '' : `${name} is ${found}, not ${wanted}`;
}
