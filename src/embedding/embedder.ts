import { OwnError } from '../own-error.js';

/** Text to vectors of unit length. One implementation: transformers.js (transformers.ts). */
export interface Embedder {
  /** As set in EMBEDDING_MODEL: shown to people. */
  readonly id: string;
  /** Digest of the model's files and of how they are used. Vectors of another fingerprint are never compared. */
  readonly fingerprint: string;
  readonly dimensions: number;
  /**
   * One text to one vector of unit length. Texts go through the model one by one: with int8 weights a vector would otherwise depend on the
   * batch around it, and batches are no faster on a CPU.
   * @throws {EmbeddingError} when the model gives no usable vector
   */
  embed(text: string, role: 'question' | 'passage'): Promise<Float32Array>;
}

/** The model cannot be loaded or gave something that is no vector. */
export class EmbeddingError extends OwnError {
  override readonly name = 'EmbeddingError';
}

/** How far from 1 the length of a stored or freshly made vector may be: float32 rounding over 1,024 dimensions stays below it. */
const LENGTH_TOLERANCE = 1e-3;

/**
 * Whether the values from `start` to `end` are a vector of unit length. One NaN in an index spoils the results of every search, so nothing unchecked
 * is searched, added or saved.
 */
export function isUnitVector(values: Float32Array, start = 0, end = values.length): boolean {
  let sum = 0;
  for (let at = start; at < end; at++) sum += values[at]! * values[at]!;
  return Math.abs(Math.sqrt(sum) - 1) <= LENGTH_TOLERANCE;
}
