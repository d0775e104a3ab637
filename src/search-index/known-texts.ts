import type { Embedder } from '../embedding/embedder.js';
import type { Generation } from './generation.js';
import { decodeVectors, keysFile, readVerified, vectorsFile, type Kind } from './generation-files.js';
import type { KnownTexts } from './lexical.js';
import { readManifest } from './open-generation.js';
import { decodeKeys, type TextKey } from './text-keys.js';
import { isUnitVector } from '../embedding/embedder.js';
import { rowOf } from './vector-search.js';

/**
 * Vectors of earlier generations for those of `wanted` that they have, by the text's key. Generations made with another model are passed over, and
 * so are damaged ones: what is missing is embedded again. An older one is read only while something is missing.
 */
export async function readKnownVectors(
  folders: readonly string[],
  kind: Kind,
  wanted: ReadonlySet<TextKey>,
  { fingerprint, dimensions }: Pick<Embedder, 'fingerprint' | 'dimensions'>,
): Promise<Map<TextKey, Float32Array>> {
  const known = new Map<TextKey, Float32Array>();
  for (const folder of folders) {
    if (known.size === wanted.size) break;
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest?.embedder.fingerprint !== fingerprint || manifest.embedder.dimensions !== dimensions) continue;
    const keys = await readVerified(folder, manifest, keysFile(kind)).then(decodeKeys, () => []);
    if (!keys.some((key) => wanted.has(key) && !known.has(key))) continue;
    const bytes = await readVerified(folder, manifest, vectorsFile(kind)).catch(() => null);
    if (!bytes) continue;
    const table = { dimensions, rows: keys.length, values: decodeVectors(bytes) };
    for (const [row, key] of keys.entries()) {
      if (!wanted.has(key) || known.has(key)) continue;
      const vector = rowOf(table, row);
      if (vector.length === dimensions && isUnitVector(vector)) known.set(key, vector);
    }
  }
  return known;
}

/** The words of those texts that the live generation has counted already; of none where it cannot be read which texts they were. */
export async function readKnownWords(
  folder: string,
  { manifest, passageTexts, questionTexts }: Generation,
  kind: Kind,
  keys: readonly TextKey[],
): Promise<KnownTexts> {
  const known = await readVerified(folder, manifest, keysFile(kind)).then(decodeKeys, () => []);
  const rows = new Map(known.map((key, row) => [key, row]));
  const { data } = (kind === 'passages' ? passageTexts : questionTexts).lexical;
  return { data, rows: keys.map((key) => rows.get(key) ?? null) };
}
