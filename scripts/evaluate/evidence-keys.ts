import type { Weights } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS } from '#src/retrieval/evidence.js';

/** A kind of evidence. */
export type Key = (typeof EVIDENCE_KEYS)[number];

/** Evidence of words alone, for models that were never calibrated. */
export const LEXICAL_KEYS: readonly Key[] = ['passageMatch', 'questionMatch', 'articleMatch'];

/** Weights for some kinds of evidence; the others count nothing. */
export function weightsOf(keys: readonly Key[], values: readonly number[]): Weights {
  const byKey = new Map(keys.map((key, column) => [key, values[column]!]));
  return Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, byKey.get(key) ?? 0])) as Weights;
}
