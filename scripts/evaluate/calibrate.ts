import { confidenceOf, scoreOf, type Calibration } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS } from '#src/retrieval/evidence.js';
import { ALL_KEYS, weightsOf, type Keys } from './evidence-keys.js';
import { fitConfidence } from './fit-confidence.js';
import { fitRanker } from './fit-ranker.js';
import { helps } from './grades.js';
import { gradeOf, type RankedQuestion } from './rank-questions.js';

/** How much worse it is to keep silent on a question than to quote on an off-topic message, when the threshold is chosen. */
const SILENCE_COST = 1.25;

/** A starting point: all kinds of evidence count alike. */
export function startingCalibration(): Calibration {
  const ranker = weightsOf(
    EVIDENCE_KEYS,
    EVIDENCE_KEYS.map(() => 1),
  );
  return {
    ranker,
    confidence: { bias: 0, coverage: 0, scope: 0, weights: ranker },
    threshold: 0,
    measured: 'nothing yet',
  };
}

/**
 * Fits the ranker, the confidence (logistic regression) and the threshold (least cost of wrong silence and wrong quotes) on labelled questions.
 */
export function calibrate(outcomes: readonly RankedQuestion[], measured: string, keys: Keys = ALL_KEYS): Calibration {
  const ranker = fitRanker(outcomes, keys.ranker);
  const firsts = outcomes.flatMap(({ question, ranked, about }) => {
    const order = [...ranked].sort((a, b) => scoreOf(b.evidence, ranker) - scoreOf(a.evidence, ranker));
    const first = order[0];
    return first
      ? [
          {
            evidence: first.evidence,
            about,
            right: helps(gradeOf(question, first)),
            inScope: question.grades.size > 0,
          },
        ]
      : [];
  });
  const confidence = fitConfidence(firsts, keys.confidence);
  const unfinished = { ranker, confidence, threshold: 0, measured };
  const probabilities = firsts.map((first) => ({
    ...first,
    probability: confidenceOf(first.evidence, first.about, unfinished),
  }));
  return { ...unfinished, threshold: leastCostly(probabilities) };
}

/** The threshold at which wrong silence and wrong quotes cost least. */
function leastCostly(firsts: readonly { readonly probability: number; readonly inScope: boolean }[]): number {
  const count = (inScope: boolean) => Math.max(1, firsts.filter((first) => first.inScope === inScope).length);
  const silenceCost = SILENCE_COST / count(true);
  const quoteCost = 1 / count(false);
  let threshold = 0;
  let leastCost = Infinity;
  for (let candidate = 0; candidate <= 1; candidate += 0.005) {
    const cost = firsts.reduce((sum, { probability, inScope }) => {
      if (probability >= candidate) return inScope ? sum : sum + quoteCost;
      return inScope ? sum + silenceCost : sum;
    }, 0);
    if (cost < leastCost) [threshold, leastCost] = [candidate, cost];
  }
  return Math.round(threshold * 1000) / 1000;
}
