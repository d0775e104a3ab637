import type { Embedder } from '../embedding/embedder.js';
import type { Live } from './generation.js';
import { keysFile, verifiedFiles, type Kind } from './generation-files.js';
import type { KnownTexts } from './lexical.js';
import type { Manifest } from './manifest.js';
import { readManifest, readVectors } from './open-generation.js';
import { decodeKeys, type TextKey } from './text-keys.js';
import type { VectorTable } from './vector-search.js';

/**
 * Copies into `table` the vectors of those texts that earlier generations hold, and gives the rows of the others. Generations made with another
 * model are passed over, and so are damaged ones: what is missing is embedded again. An older one is read only while something is missing.
 */
export async function copyKnownVectors(
  folders: readonly string[],
  live: Live | null,
  kind: Kind,
  keys: readonly TextKey[],
  table: VectorTable,
  { fingerprint }: Pick<Embedder, 'fingerprint'>,
): Promise<number[]> {
  let missing = Array.from(keys.keys());
  for (const folder of folders) {
    if (missing.length === 0) break;
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest?.embedder.fingerprint !== fingerprint || manifest.embedder.dimensions !== table.dimensions) continue;
    const open = live?.folder === folder ? live : null;
    const known = open ? open.rows[kind] : await readRows(folder, manifest, kind);
    if (!missing.some((row) => known.has(keys[row]!))) continue;
    const source = open?.generation.vectorsUsable
      ? open.generation.texts[kind].vectors
      : await readVectors(folder, manifest, kind).catch(() => null);
    if (source) missing = copyRows(missing, (row) => known.get(keys[row]!), source, table);
  }
  return missing;
}

/** Copies rows to where they are wanted, neighbours together. Gives those that the source does not have. */
function copyRows(
  wanted: readonly number[],
  placeOf: (row: number) => number | undefined,
  source: VectorTable,
  target: VectorTable,
): number[] {
  const { dimensions } = target;
  const missing: number[] = [];
  let [from, to, count] = [0, 0, 0];
  const copy = () => {
    target.values.set(source.values.subarray(from * dimensions, (from + count) * dimensions), to * dimensions);
  };
  for (const row of wanted) {
    const place = placeOf(row);
    if (place === undefined) {
      missing.push(row);
    } else if (row === to + count && place === from + count) {
      count++;
    } else {
      copy();
      [from, to, count] = [place, row, 1];
    }
  }
  copy();
  return missing;
}

/** The words of those texts that the live generation has counted already. */
export function knownWords({ generation, rows }: Live, kind: Kind, keys: readonly TextKey[]): KnownTexts {
  return { data: generation.texts[kind].lexical, rows: keys.map((key) => rows[kind].get(key) ?? null) };
}

/** The row of each text of a generation; of none where that cannot be read. */
export async function readRows(folder: string, manifest: Manifest, kind: Kind): Promise<Map<TextKey, number>> {
  const keys = await verifiedFiles(folder, manifest)(keysFile(kind)).then(decodeKeys, () => []);
  return new Map(keys.map((key, row) => [key, row]));
}
