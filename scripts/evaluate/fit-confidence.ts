import type { Calibration, MessageEvidence } from '#src/retrieval/calibration.js';
import type { Evidence } from '#src/retrieval/evidence.js';
import { weightsOf, type Key } from './evidence-keys.js';

// Chosen by hand.
const STEPS = 4000;
const RATE = 0.5;
const PENALTY = 0.001;
/** Log-odds reach ten and more, everything else one: with steps of one size the fit would not settle. */
const SCOPE_UNIT = 10;

/** The first passage of a message, and whether it helps. */
export interface First {
  readonly evidence: Evidence;
  readonly about: MessageEvidence;
  readonly right: boolean;
}

/** Logistic regression with a small penalty on the squared weights, by plain gradient descent. */
export function fitConfidence(firsts: readonly First[], keys: readonly Key[]): Calibration['confidence'] {
  // Columns: 1 for the bias, the message's own evidence, then the passage's. Typed arrays: the fit goes over them some thousand times.
  const width = keys.length + 3;
  const rows = Float64Array.from(
    firsts.flatMap(({ evidence, about }) => [
      1,
      about.coverage,
      about.scope / SCOPE_UNIT,
      ...keys.map((key) => evidence[key]),
    ]),
  );
  const right = Float64Array.from(firsts, (first) => Number(first.right));
  const weights = new Float64Array(width);
  const gradient = new Float64Array(width);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    for (let at = 0; at < right.length; at++) {
      let logit = 0;
      for (let column = 0; column < width; column++) logit += rows[at * width + column]! * weights[column]!;
      const error = right[at]! - 1 / (1 + Math.exp(-logit));
      for (let column = 0; column < width; column++) gradient[column]! += error * rows[at * width + column]!;
    }
    for (let column = 0; column < width; column++) {
      const penalty = column === 0 ? 0 : PENALTY * weights[column]!;
      weights[column]! += RATE * (gradient[column]! / right.length - penalty);
    }
  }
  const round = (weight: number) => Math.round(weight * 1000) / 1000;
  const [bias = 0, coverage = 0, scope = 0, ...evidence] = Array.from(weights, round);
  return { bias, coverage, scope: round(scope / SCOPE_UNIT), weights: weightsOf(keys, evidence) };
}
