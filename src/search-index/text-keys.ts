import { createHash } from 'node:crypto';

/** Length of a key in bytes: 128 bits, so that no two texts ever share one. */
const BYTES = 16;

/** A text by its digest. What is known of a text (its vector, the count of its words) is found again by it. */
export type TextKey = string;

export function keyOf(text: string): TextKey {
  return createHash('sha256').update(text).digest().toString('latin1', 0, BYTES);
}

export function encodeKeys(keys: readonly TextKey[]): Uint8Array {
  return Buffer.from(keys.join(''), 'latin1');
}

export function decodeKeys(bytes: Buffer): TextKey[] {
  return Array.from({ length: bytes.length / BYTES }, (_, row) => keyAt(bytes, row));
}

/** The row of each key that is wanted and there: how keys begin is looked at in a quarter of the time that decoding all of them takes. */
export function findKeys(bytes: Buffer, wanted: readonly TextKey[]): Map<TextKey, number> {
  const beginnings = new Set(Array.from(wanted, (key) => Buffer.from(key, 'latin1').readUInt32LE()));
  const rows = new Map<TextKey, number>();
  for (let row = 0; row < bytes.length / BYTES; row++)
    if (beginnings.has(bytes.readUInt32LE(row * BYTES))) rows.set(keyAt(bytes, row), row);
  return rows;
}

function keyAt(bytes: Buffer, row: number): TextKey {
  return bytes.toString('latin1', row * BYTES, (row + 1) * BYTES);
}
