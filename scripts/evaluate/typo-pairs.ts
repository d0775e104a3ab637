import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';
import { measure, type Measure } from '../statistics/bootstrap.js';
import type { Outcome } from './ask-questions.js';
import { hitAt } from './grades.js';
import type { EvaluationQuestion } from './questions.js';

/** The same questions clean and mistyped. */
export interface TypoPairs {
  readonly hit1: Pair;
  readonly hit3: Pair;
}

export interface Pair {
  readonly clean: Measure;
  readonly mistyped: Measure;
  /** Clean less mistyped, within each pair. */
  readonly loss: Measure;
}

/** The mistyped questions as their writers meant them; they are asked for the pairs alone. */
export function cleanQuestions(questions: readonly EvaluationQuestion[]): EvaluationQuestion[] {
  return questions.flatMap((question) => (question.clean === null ? [] : [{ ...question, text: question.clean }]));
}

/** Pairs of which triage answered neither half alone. */
export function comparePairs(mistyped: readonly Outcome[], clean: readonly Outcome[]): TypoPairs {
  const cleanOf = new Map(clean.map((outcome) => [outcome.question.id, outcome]));
  const pairs = mistyped.flatMap((outcome) => {
    const other = outcome.question.clean === null ? undefined : cleanOf.get(outcome.question.id);
    return other ? [{ mistyped: outcome.quoted, clean: other.quoted }] : [];
  });
  const at = (k: number): Pair => ({
    clean: measure(pairs.map((pair) => hitAt(k, pair.clean))),
    mistyped: measure(pairs.map((pair) => hitAt(k, pair.mistyped))),
    loss: measure(pairs.map((pair) => hitAt(k, pair.clean) - hitAt(k, pair.mistyped))),
  });
  return { hit1: at(1), hit3: at(MAX_QUOTES) };
}
