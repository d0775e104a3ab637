import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WeightTable, type Head } from './log-odds.js';

interface TableIndex {
  readonly features: number;
  readonly heads: readonly Head[];
}

const INDEX_LENGTH_BYTES = 4;

/**
 * Named tables out of one file: the length of its index, the index as JSON, then the numbers themselves, of each table first the hashes and then
 * the weights. `digest` is that of the file, 8 hexadecimal digits. @throws {Error} naming the file when it is missing, is not what its index says or
 * lacks one of the tables
 */
export function readWeights<Name extends string>(
  file: URL,
  names: readonly Name[],
): { tables: Record<Name, WeightTable>; digest: string } {
  try {
    const bytes = readFileSync(file);
    let at = INDEX_LENGTH_BYTES + bytes.readUInt32LE(0);
    const index = JSON.parse(bytes.toString('utf8', INDEX_LENGTH_BYTES, at)) as Record<string, TableIndex>;
    const take = (length: number) => {
      if (at + length > bytes.length) throw new Error('it is too short');
      at += length;
      return bytes.buffer.slice(bytes.byteOffset + at - length, bytes.byteOffset + at);
    };
    const found = new Map<string, WeightTable>();
    for (const [name, { features, heads }] of Object.entries(index)) {
      const hashes = new Uint32Array(take(features * Uint32Array.BYTES_PER_ELEMENT));
      found.set(name, new WeightTable(heads, hashes, new Int8Array(take(features * heads.length))));
    }
    const tables = names.map((name) => {
      const table = found.get(name);
      if (!table) throw new Error(`it has no table "${name}"`);
      return [name, table] as const;
    });
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    return { tables: Object.fromEntries(tables) as Record<Name, WeightTable>, digest };
  } catch (cause) {
    throw new Error(`${fileURLToPath(file)} cannot be used: ${(cause as Error).message}.`, { cause });
  }
}

export function writeWeights(file: URL, tables: Readonly<Record<string, WeightTable>>): void {
  const index = Object.fromEntries(
    Object.entries(tables).map(([name, { hashes, heads }]): [string, TableIndex] => [
      name,
      { features: hashes.length, heads },
    ]),
  );
  const written = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(INDEX_LENGTH_BYTES);
  length.writeUInt32LE(written.length);
  const numbers = Object.values(tables).flatMap(({ hashes, weights }) =>
    [hashes, weights].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  writeFileSync(file, Buffer.concat([length, written, ...numbers]));
}
