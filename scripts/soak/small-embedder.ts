import { createHash } from 'node:crypto';
import type { Embedder } from '#src/embedding/embedder.js';

const DIMENSIONS = 16;

/** Words thrown at random but fixed directions: no understanding, no model to load, and the same vector for the same text everywhere. */
export const SMALL_EMBEDDER: Embedder = {
  id: 'small',
  fingerprint: '5ma11e5ma11e',
  dimensions: DIMENSIONS,
  embed: (text, role) => {
    const vector = new Float32Array(DIMENSIONS);
    for (const word of [role, ...text.toLowerCase().split(/\W+/)]) {
      const digest = createHash('md5').update(word).digest();
      for (let at = 0; at < DIMENSIONS; at++) vector[at]! += digest[at]! - 127.5;
    }
    const length = Math.hypot(...vector);
    return Promise.resolve(vector.map((value) => value / length));
  },
};
