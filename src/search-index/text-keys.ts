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
  return Array.from({ length: bytes.length / BYTES }, (_, row) =>
    bytes.toString('latin1', row * BYTES, (row + 1) * BYTES),
  );
}
