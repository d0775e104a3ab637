import { meanOf } from '../statistics/bootstrap.js';
import type { Outcome } from './ask-questions.js';
import { helps } from './grades.js';
import { isInScope } from './questions.js';

/** What a threshold on the confidence would bring. */
export interface TradeOff {
  readonly threshold: number;
  /** Share of all messages, off-topic ones included, that would be answered with quotes. */
  readonly coverage: number;
  /** Share of those whose first quote would not help; 0 when none is answered. */
  readonly risk: number;
  /** Share of the in-scope questions that would be left unanswered. */
  readonly falseAbstention: number;
  /** Share of the off-topic messages that would be left unanswered. */
  readonly offTopicSilence: number;
}

const STEP = 0.02;

/** The risk-coverage curve (El-Yaniv and Wiener, Journal of Machine Learning Research 11, 2010), and what it is made of. */
export function tradeOffs(outcomes: readonly Outcome[]): TradeOff[] {
  const steps = Array.from({ length: Math.round(1 / STEP) + 1 }, (_, step) => Math.round(step * STEP * 100) / 100);
  return steps.map((threshold) => tradeOffAt(outcomes, threshold));
}

function tradeOffAt(outcomes: readonly Outcome[], threshold: number): TradeOff {
  const isAnswered = ({ confidence, first }: Outcome) => first !== null && confidence >= threshold;
  const answered = outcomes.filter(isAnswered);
  const silent = (inScope: boolean) =>
    meanOf(
      outcomes.filter(({ question }) => isInScope(question) === inScope).map((outcome) => Number(!isAnswered(outcome))),
    );
  return {
    threshold,
    coverage: answered.length / Math.max(1, outcomes.length),
    risk: meanOf(answered.map(({ ranked }) => Number(!helps(ranked[0])))),
    falseAbstention: silent(true),
    offTopicSilence: silent(false),
  };
}
