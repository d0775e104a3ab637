import type { Calibration, Weights } from '#src/retrieval/calibration.js';
import { confidenceOf, scoreOf } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS, type Evidence } from '#src/retrieval/evidence.js';
import { gradeOf, type Outcome } from './retrieval.js';

type Key = (typeof EVIDENCE_KEYS)[number];

/** Evidence of words alone, for models that were never calibrated. */
export const LEXICAL_KEYS: readonly Key[] = ['passageMatch', 'questionMatch', 'articleMatch'];

const STEPS = 400;
const RATE = 0.5;
/** Penalty on the squared weights: some hundred questions must not pull them far. */
const RANKER_PENALTY = 0.002;
const CONFIDENCE_PENALTY = 0.001;
/** How much worse it is to keep silent on a question than to quote on an off-topic message, when the threshold is chosen. */
const SILENCE_COST = 1.25;

/** A starting point: all kinds of evidence count alike. */
export function startingCalibration(keys: readonly Key[] = EVIDENCE_KEYS): Calibration {
  const ranker = Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, keys.includes(key) ? 1 : 0])) as Weights;
  return { ranker, confidence: { bias: 0, coverage: 0, weights: ranker }, threshold: 0, measured: 'nothing yet' };
}

/**
 * Fits the ranker (softmax over a question's passages, cross-entropy against those of grade 2: ListNet, Cao et al., ICML 2007), the
 * confidence (logistic regression) and the threshold (least cost of wrong silence and wrong quotes) on labelled questions.
 */
export function calibrate(
  outcomes: readonly Outcome[],
  measured: string,
  keys: readonly Key[] = EVIDENCE_KEYS,
): Calibration {
  const ranker = fitRanker(outcomes, keys);
  const firsts = outcomes.flatMap(({ question, ranked, coverage }) => {
    const order = [...ranked].sort((a, b) => scoreOf(b.evidence, ranker) - scoreOf(a.evidence, ranker));
    const first = order[0];
    return first
      ? [{ evidence: first.evidence, coverage, right: gradeOf(question, first) > 0, inScope: question.grades.size > 0 }]
      : [];
  });
  const confidence = fitConfidence(firsts, keys);
  const unfinished = { ranker, confidence, threshold: 0, measured };
  const probabilities = firsts.map((first) => ({
    ...first,
    probability: confidenceOf(first.evidence, first.coverage, unfinished),
  }));
  let threshold = 0;
  let leastCost = Infinity;
  for (let candidate = 0; candidate <= 1; candidate += 0.005) {
    const cost = probabilities.reduce((sum, { probability, inScope }) => {
      const quoted = probability >= candidate;
      return (
        sum +
        (inScope && !quoted ? SILENCE_COST / countOf(probabilities, true) : 0) +
        (!inScope && quoted ? 1 / countOf(probabilities, false) : 0)
      );
    }, 0);
    if (cost < leastCost) [threshold, leastCost] = [candidate, cost];
  }
  return { ...unfinished, threshold: Math.round(threshold * 1000) / 1000 };
}

function countOf(list: readonly { inScope: boolean }[], inScope: boolean): number {
  return Math.max(1, list.filter((item) => item.inScope === inScope).length);
}

function fitRanker(outcomes: readonly Outcome[], keys: readonly Key[]): Weights {
  const lists = outcomes
    .map(({ question, ranked }) =>
      ranked.map((passage) => ({ evidence: passage.evidence, right: gradeOf(question, passage) === 2 })),
    )
    .filter((list) => list.some(({ right }) => right));
  const weights = startingCalibration(keys).ranker as Record<Key, number>;
  for (let step = 0; step < STEPS; step++) {
    const gradient = zero();
    for (const list of lists) {
      const scores = list.map(({ evidence }) => scoreOf(evidence, weights));
      const all = softmax(scores);
      const right = softmax(scores.map((score, at) => (list[at]!.right ? score : -Infinity)));
      for (const [at, { evidence }] of list.entries()) {
        for (const key of keys) gradient[key] += (right[at]! - all[at]!) * evidence[key];
      }
    }
    for (const key of keys) weights[key] += RATE * 10 * (gradient[key] / lists.length - RANKER_PENALTY * weights[key]);
  }
  return rounded(weights);
}

function fitConfidence(
  firsts: readonly { evidence: Evidence; coverage: number; right: boolean }[],
  keys: readonly Key[],
): Calibration['confidence'] {
  const weights = zero();
  let bias = 0;
  let coverageWeight = 0;
  for (let step = 0; step < STEPS * 10; step++) {
    const gradient = zero();
    let biasGradient = 0;
    let coverageGradient = 0;
    for (const { evidence, coverage, right } of firsts) {
      const logit = bias + coverageWeight * coverage + scoreOf(evidence, weights);
      const error = Number(right) - 1 / (1 + Math.exp(-logit));
      biasGradient += error;
      coverageGradient += error * coverage;
      for (const key of keys) gradient[key] += error * evidence[key];
    }
    bias += (RATE * biasGradient) / firsts.length;
    coverageWeight += RATE * (coverageGradient / firsts.length - CONFIDENCE_PENALTY * coverageWeight);
    for (const key of keys) weights[key] += RATE * (gradient[key] / firsts.length - CONFIDENCE_PENALTY * weights[key]);
  }
  return { bias: round(bias), coverage: round(coverageWeight), weights: rounded(weights) };
}

function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

const zero = () => Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, 0])) as Record<Key, number>;
const round = (value: number) => Math.round(value * 1000) / 1000;
const rounded = (weights: Record<Key, number>) =>
  Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, round(weights[key])])) as Weights;
