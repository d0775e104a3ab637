import type { Outcome } from '../../scripts/evaluate/ask-questions.js';
import type { EvaluationQuestion } from '../../scripts/evaluate/questions.js';

let made = 0;

/** A question with labels as `section: grade`; without any it is off topic. */
export function question(
  grades: Readonly<Record<string, number>> = {},
  rest: Partial<EvaluationQuestion> = {},
): EvaluationQuestion {
  made++;
  return {
    id: `q${made}`,
    text: `question ${made}`,
    style: 'short',
    topic: 'dose',
    grades: new Map(Object.entries(grades)),
    clean: null,
    previous: null,
    writers: 'development',
    ...rest,
  };
}

/** What became of an in-scope question with one right section; off topic when `inScope` is false. */
export function outcome({ inScope = true, ...rest }: Partial<Outcome> & { readonly inScope?: boolean }): Outcome {
  return {
    question: question(inScope ? { right: 2 } : {}),
    quoted: [],
    ranked: rest.quoted ?? [],
    first: 'right',
    confidence: 0,
    ms: 1,
    ...rest,
  };
}
