import type { Weights } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS } from '#src/retrieval/evidence.js';

/** A kind of evidence. */
export type Key = (typeof EVIDENCE_KEYS)[number];

/** The kinds of evidence that the order of passages and the confidence in the first one may rest on. */
export interface Keys {
  readonly ranker: readonly Key[];
  readonly confidence: readonly Key[];
}

/**
 * The confidence of some hundred questions' first passages is a matter of few weights: on development questions of a writer who was left out of the
 * fit, two kinds of evidence beside coverage and scope tell answers from others better (area under the curve 0.993) than all six (0.991).
 */
export const ALL_KEYS: Keys = { ranker: EVIDENCE_KEYS, confidence: ['passageSimilarity', 'questionMatch'] };

const MATCHES = ['passageMatch', 'questionMatch', 'articleMatch'] as const;

/** Evidence of words alone, for models that were never calibrated. */
export const LEXICAL_KEYS: Keys = { ranker: MATCHES, confidence: MATCHES };

/** Weights for some kinds of evidence; the others count nothing. */
export function weightsOf(keys: readonly Key[], values: readonly number[]): Weights {
  const byKey = new Map(keys.map((key, column) => [key, values[column]!]));
  return Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, byKey.get(key) ?? 0])) as Weights;
}
