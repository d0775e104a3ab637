import type { Embedder } from '../embedding/embedder.js';
import { CHUNKING_VERSION } from '../corpus/chunking.js';
import { IndexError } from './index-error.js';
import { TOKENISER_VERSION } from './tokenise.js';

/** Raise it when the files of a generation change their form. */
export const SCHEMA = 2;

/** What a generation is made of: `manifest.json`. */
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
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  /** ISO time. */
  readonly built: string;
}

/** Refuses a generation that was made with another embedder, chunking, tokeniser or schema. @throws {IndexError} with the remedy */
export function checkCompatible(
  manifest: Manifest,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
): void {
  const differences = [
    difference('schema', manifest.schema, SCHEMA),
    difference('chunking', manifest.chunking, CHUNKING_VERSION),
    difference('tokeniser', manifest.tokeniser, TOKENISER_VERSION),
    difference('embedding model', nameOf(manifest.embedder), nameOf(embedder)),
    difference('dimensions', manifest.embedder.dimensions, embedder.dimensions),
    difference('metric', manifest.metric, 'cosine'),
  ].filter((text) => text !== null);
  if (differences.length === 0) return;
  throw new IndexError(
    `The index was built otherwise than this program searches: ${differences.join('; ')}. Run "npm run index" to build it anew.`,
  );
}

function nameOf({ id, fingerprint }: { id: string; fingerprint: string }): string {
  return `${id} (${fingerprint})`;
}

function difference(name: string, found: string | number, wanted: string | number): string | null {
  return found === wanted ? null : `${name} is ${found}, not ${wanted}`;
}
