import { answerQuestion } from '#src/answer-question.js';
import { headingOf } from '#src/corpus/article.js';
import { sectionKey, type EvaluationQuestion } from './questions.js';
import { gradeOf, rankQuestion } from './rank-questions.js';
import type { SearchingLibrarian } from './searching-librarian.js';

/** A question and what a member would see. */
export interface Outcome {
  readonly question: EvaluationQuestion;
  /** Grades of the quotes in their order; empty when nothing was quoted. */
  readonly quoted: readonly number[];
  /** Grades of the five first passages, quoted or not. */
  readonly ranked: readonly number[];
  /** The first passage, quoted or not, keyed by `article\nsection`; null when nothing was found at all. */
  readonly first: string | null;
  readonly confidence: number;
  /** Milliseconds from message to answer, the safety check included. */
  readonly ms: number;
}

export interface AskedQuestions {
  readonly outcomes: readonly Outcome[];
  /** Messages that triage answered alone: they are in no other figure. */
  readonly answeredByTriage: number;
}

/** Asks every question as a member would, follow-ups with the message before them. */
export async function askQuestions(
  questions: readonly EvaluationQuestion[],
  librarian: SearchingLibrarian,
): Promise<AskedQuestions> {
  const outcomes: Outcome[] = [];
  let answeredByTriage = 0;
  for (const question of questions) {
    const context = { id: question.id, ...(question.previous === null ? {} : { previous: question.previous }) };
    const started = performance.now();
    const answer = await answerQuestion(question.text, librarian, context);
    const ms = performance.now() - started;
    if (answer.kind === 'seek-care') {
      answeredByTriage++;
      continue;
    }
    const { ranked } = await rankQuestion(question, librarian.searcher);
    const first = ranked[0]?.passage;
    outcomes.push({
      question,
      quoted: answer.quotes.map(({ article, heading }) => question.grades.get(sectionKey(article, heading)) ?? 0),
      ranked: ranked.slice(0, 5).map((passage) => gradeOf(question, passage)),
      first: first ? sectionKey(first.article, headingOf(first)) : null,
      confidence: answer.confidence,
      ms,
    });
  }
  return { outcomes, answeredByTriage };
}
