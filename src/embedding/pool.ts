import { EmbeddingError } from './embedder.js';
import type { ModelProfile } from './model-profile.js';

/**
 * One vector of unit length out of a model's output for one text: `[1, d]` was pooled inside the graph, `[1, tokens, d]` is pooled here
 * (the library's own pooling is 11 to 16 times slower, since it converts a BigInt in its innermost loop).
 */
export function poolTokens(
  data: Float32Array,
  dims: readonly number[],
  pooling: ModelProfile['pooling'],
): Float32Array {
  const dimensions = dims.at(-1) ?? 0;
  const tokens = dims.length === 2 ? 1 : (dims[1] ?? 0);
  if (dims[0] !== 1 || tokens * dimensions !== data.length || data.length === 0) {
    throw new EmbeddingError(
      `The model's output has the shape [${dims.join(', ')}], not [1, tokens, dimensions]. Use a feature-extraction model.`,
    );
  }
  const pooled = data.slice(0, dimensions);
  if (pooling === 'mean') {
    for (let at = dimensions; at < data.length; at++) pooled[at % dimensions]! += data[at]!;
  }
  let sum = 0;
  for (const value of pooled) sum += value * value;
  const length = Math.sqrt(sum);
  for (let at = 0; at < dimensions; at++) pooled[at]! /= length;
  return pooled;
}
