import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WeightTable, type Head } from './log-odds.js';

interface FileIndex {
  /** Of all numbers: the first 8 hexadecimal digits of their SHA-256. */
  readonly digest: string;
  readonly tables: Readonly<Record<string, { readonly features: number; readonly heads: readonly Head[] }>>;
}

const INDEX_LENGTH_BYTES = 4;
/** Everything begins at a multiple of this, so that numbers are read where they stand. */
const ALIGNMENT = 4;

/**
 * Named tables out of one file: the length of its index, the index as JSON, then the numbers themselves, of each table first the hashes and then
 * the weights. `digest` tells one set of numbers from another. @throws {Error} naming the file when it is missing, is not what its index says or
 * lacks one of the tables
 */
export function readWeights<Name extends string>(
  file: URL,
  names: readonly Name[],
): { tables: Record<Name, WeightTable>; digest: string } {
  try {
    const bytes = readFileSync(file);
    let at = INDEX_LENGTH_BYTES + bytes.readUInt32LE(0);
    const index = JSON.parse(bytes.toString('utf8', INDEX_LENGTH_BYTES, at)) as FileIndex;
    const take = (length: number) => {
      const start = bytes.byteOffset + at;
      at += length + paddingOf(length);
      if (at > bytes.length) throw new Error('it is too short');
      return start;
    };
    const found = new Map<string, WeightTable>();
    for (const [name, { features, heads }] of Object.entries(index.tables)) {
      const hashes = new Uint32Array(bytes.buffer, take(features * Uint32Array.BYTES_PER_ELEMENT), features);
      const count = features * heads.length;
      found.set(name, new WeightTable(heads, hashes, new Int8Array(bytes.buffer, take(count), count)));
    }
    const tables = names.map((name) => {
      const table = found.get(name);
      if (!table) throw new Error(`it has no table "${name}"`);
      return [name, table] as const;
    });
    return { tables: Object.fromEntries(tables) as Record<Name, WeightTable>, digest: index.digest };
  } catch (cause) {
    throw new Error(`${fileURLToPath(file)} cannot be used: ${(cause as Error).message}.`, { cause });
  }
}

export function writeWeights(file: URL, tables: Readonly<Record<string, WeightTable>>): void {
  const numbers = Object.values(tables).flatMap(({ hashes, weights }) =>
    [hashes, weights].map((array) => padded(Buffer.from(array.buffer, array.byteOffset, array.byteLength), 0)),
  );
  const digest = createHash('sha256');
  for (const part of numbers) digest.update(part);
  const index: FileIndex = {
    digest: digest.digest('hex').slice(0, 8),
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, { hashes, heads }]) => [name, { features: hashes.length, heads }]),
    ),
  };
  const written = padded(Buffer.from(JSON.stringify(index)), ' ');
  const length = Buffer.alloc(INDEX_LENGTH_BYTES);
  length.writeUInt32LE(written.length);
  writeFileSync(file, Buffer.concat([length, written, ...numbers]));
}

function padded(bytes: Buffer, filling: string | number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddingOf(bytes.length), filling)]);
}

const paddingOf = (length: number) => (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
