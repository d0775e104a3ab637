import { headingOf } from '#src/corpus/article.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { RankedPassage } from '#src/retrieval/rank.js';
import { searchFor, type Search, type Searcher } from '#src/retrieval/retrieve.js';
import { sectionKey, type EvaluationQuestion } from './questions.js';

/** A question with the passages that were ranked for it: what a calibration is fitted to. */
export interface RankedQuestion extends Search {
  readonly question: EvaluationQuestion;
}

/** Ranks passages for every question, whether or not they would be quoted. */
export async function rankQuestions(
  questions: readonly EvaluationQuestion[],
  searcher: Searcher,
): Promise<RankedQuestion[]> {
  const ranked: RankedQuestion[] = [];
  for (const question of questions) ranked.push(await rankQuestion(question, searcher));
  return ranked;
}

export async function rankQuestion(question: EvaluationQuestion, searcher: Searcher): Promise<RankedQuestion> {
  return { question, ...(await searchFor(question.text, searcher, question.previous ?? undefined)) };
}

export function gradeOf({ grades }: EvaluationQuestion, { passage }: RankedPassage): number {
  return grades.get(sectionKey(passage.article, headingOf(passage))) ?? 0;
}

/** The same embedder with a memory: the variants of a comparison ask the same questions again and again. */
export function rememberVectors(embedder: Embedder): Embedder {
  const known = new Map<string, Float32Array>();
  return {
    ...embedder,
    embed: async (text, role) => {
      const key = `${role}\n${text}`;
      const vector = known.get(key) ?? (await embedder.embed(text, role));
      known.set(key, vector);
      return vector;
    },
  };
}
