import type { Weights } from '#src/retrieval/calibration.js';
import { weightsOf, type Key } from './evidence-keys.js';
import { HEAD_ON } from './grades.js';
import { gradeOf, type RankedQuestion } from './rank-questions.js';

// Chosen by hand.
const STEPS = 400;
const RATE = 5;
/** Penalty on the squared weights: some hundred questions must not pull them far. */
const PENALTY = 0.002;

/** The passages of a question as rows of evidence. Typed arrays: the fit goes over them some hundred times. */
interface List {
  readonly rows: Float64Array;
  /** 1 where the passage answers head on. */
  readonly right: Uint8Array;
  /** Room for the softmax. */
  readonly shares: Float64Array;
}

/** Softmax over a question's passages, cross-entropy against those that answer head on (ListNet, Cao et al., ICML 2007). */
export function fitRanker(ranked: readonly RankedQuestion[], keys: readonly Key[]): Weights {
  const lists = ranked.map((one) => listOf(one, keys)).filter(({ right }) => right.includes(1));
  const weights = new Float64Array(keys.length).fill(1);
  const gradient = new Float64Array(keys.length);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    for (const list of lists) addGradient(gradient, list, weights);
    for (let column = 0; column < weights.length; column++)
      weights[column]! += RATE * (gradient[column]! / lists.length - PENALTY * weights[column]!);
  }
  return weightsOf(
    keys,
    Array.from(weights, (weight) => Math.round(weight * 1000) / 1000),
  );
}

function listOf({ question, ranked }: RankedQuestion, keys: readonly Key[]): List {
  return {
    rows: Float64Array.from(ranked.flatMap(({ evidence }) => keys.map((key) => evidence[key]))),
    right: Uint8Array.from(ranked, (passage) => Number(gradeOf(question, passage) === HEAD_ON)),
    shares: new Float64Array(ranked.length),
  };
}

/** Evidence of the right passages less that of all, each weighted by its share of the softmax. */
function addGradient(gradient: Float64Array, { rows, right, shares }: List, weights: Float64Array): void {
  const width = weights.length;
  let highest = -Infinity;
  for (let at = 0; at < shares.length; at++) {
    let score = 0;
    for (let column = 0; column < width; column++) score += rows[at * width + column]! * weights[column]!;
    shares[at] = score;
    if (score > highest) highest = score;
  }
  let all = 0;
  let rightOnes = 0;
  for (let at = 0; at < shares.length; at++) {
    const share = Math.exp(shares[at]! - highest);
    shares[at] = share;
    all += share;
    if (right[at] === 1) rightOnes += share;
  }
  for (let at = 0; at < shares.length; at++) {
    const pull = shares[at]! * ((right[at] === 1 ? 1 / rightOnes : 0) - 1 / all);
    for (let column = 0; column < width; column++) gradient[column]! += pull * rows[at * width + column]!;
  }
}
