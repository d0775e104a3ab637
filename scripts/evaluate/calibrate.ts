import { confidenceOf, scoreOf, type Calibration } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS } from '#src/retrieval/evidence.js';
import { ALL_KEYS, weightsOf, type Keys } from './evidence-keys.js';
import { fitConfidence } from './fit-confidence.js';
import { fitRanker } from './fit-ranker.js';
import { helps } from './grades.js';
import { isInScope } from './questions.js';
import { gradeOf, type RankedQuestion } from './rank-questions.js';

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
 * Fits the ranker, the confidence (logistic regression) and the threshold (equal error of wrong silence and wrong quotes) on labelled questions.
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
            inScope: isInScope(question),
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
  return { ...unfinished, threshold: equalError(probabilities) };
}

/** The threshold of equal error: as large a share of the questions is left unanswered as of the off-topic messages gets quotes. */
function equalError(firsts: readonly { readonly probability: number; readonly inScope: boolean }[]): number {
  const [questions, offTopic] = [true, false].map((scope) => firsts.filter(({ inScope }) => inScope === scope));
  let threshold = 0;
  let leastDifference = Infinity;
  for (let candidate = 0; candidate <= 1; candidate += 0.005) {
    const silent = (some: typeof firsts) =>
      some.filter(({ probability }) => probability < candidate).length / Math.max(1, some.length);
    const difference = Math.abs(silent(questions!) - (1 - silent(offTopic!)));
    if (difference < leastDifference) [threshold, leastDifference] = [candidate, difference];
  }
  return Math.round(threshold * 1000) / 1000;
}
