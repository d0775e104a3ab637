import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { RulesError } from './rules-error.js';
import type { WeightTable, WordingWeights } from './wording.js';

/** The learned weights, beside the rules. One file: its length as a number, the index as JSON, then the numbers themselves. */
export const WORDING_WEIGHTS = new URL('../../src/safety/wording-weights.bin', import.meta.url);

interface TableIndex {
  readonly features: number;
  readonly heads: readonly { readonly name: string; readonly bias: number; readonly scale: number }[];
}

type Tables = Omit<WordingWeights, 'digest'>;
type Index = Readonly<Record<keyof Tables, TableIndex>>;

const INDEX_LENGTH_BYTES = 4;

/** @throws {RulesError} when the file is missing or is not what its index says */
export function readWordingWeights(file: URL = WORDING_WEIGHTS): WordingWeights {
  try {
    const bytes = readFileSync(file);
    const indexLength = bytes.readUInt32LE(0);
    let at = INDEX_LENGTH_BYTES + indexLength;
    const index = JSON.parse(bytes.toString('utf8', INDEX_LENGTH_BYTES, at)) as Index;
    const take = (length: number) => {
      if (at + length > bytes.length) throw new Error('the file is too short');
      at += length;
      return bytes.buffer.slice(bytes.byteOffset + at - length, bytes.byteOffset + at);
    };
    const readTable = ({ features, heads }: TableIndex): WeightTable => ({
      hashes: new Uint32Array(take(features * Uint32Array.BYTES_PER_ELEMENT)),
      heads: heads.map((head) => ({ ...head, weights: new Int8Array(take(features)) })),
    });
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    return { levels: readTable(index.levels), rules: readTable(index.rules), digest };
  } catch (cause) {
    throw new RulesError(
      `${file.pathname} cannot be used: ${(cause as Error).message}. Restore it, or make it anew with "npm run train-triage".`,
      { cause },
    );
  }
}

export function writeWordingWeights({ levels, rules }: Tables, file: URL = WORDING_WEIGHTS): void {
  const indexOf = ({ hashes, heads }: WeightTable): TableIndex => ({
    features: hashes.length,
    heads: heads.map(({ name, bias, scale }) => ({ name, bias, scale })),
  });
  const index = Buffer.from(JSON.stringify({ levels: indexOf(levels), rules: indexOf(rules) } satisfies Index));
  const length = Buffer.alloc(INDEX_LENGTH_BYTES);
  length.writeUInt32LE(index.length);
  const numbers = [levels, rules].flatMap(({ hashes, heads }) => [
    Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength),
    ...heads.map(({ weights }) => Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)),
  ]);
  writeFileSync(file, Buffer.concat([length, index, ...numbers]));
}
