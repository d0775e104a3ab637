import { meanOf } from '../statistics/bootstrap.js';
import { share, type Share } from '../statistics/wilson.js';
import type { Outcome } from './ask-questions.js';
import { helps } from './grades.js';

/** Messages of about the same confidence, and for how many of them the first passage helped. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
  readonly helped: Share;
}

export interface Reliability {
  readonly bins: readonly Bin[];
  /** Expected calibration error: how far confidence and share of right ones are apart, on average over all messages. */
  readonly error: number;
}

const BINS = 10;

/** A reliability diagram with equal bins, and its expected calibration error (Guo et al., "On calibration of modern neural networks", ICML 2017). */
export function reliabilityOf(outcomes: readonly Outcome[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, bin): Bin | null => {
    const inside = outcomes.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    if (inside.length === 0) return null;
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      confidence: meanOf(inside.map(({ confidence }) => confidence)),
      helped: share(inside.filter(({ ranked }) => helps(ranked[0])).length, inside.length),
    };
  }).filter((bin) => bin !== null);
  const apart = bins.map(({ confidence, helped: { hits, of } }) => Math.abs(confidence - hits / of) * of);
  return { bins, error: apart.reduce((sum, value) => sum + value, 0) / Math.max(1, outcomes.length) };
}
