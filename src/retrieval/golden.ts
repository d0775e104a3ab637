import { headingOf } from '../corpus/article.js';
import type { GoldenQuestion } from '../corpus/golden-questions.js';
import { retrieve, type Searcher } from './retrieve.js';

export interface GoldenResult {
  readonly question: GoldenQuestion;
  /** Place of the first expected section among the quotes, counted from 1, or null when none is quoted. */
  readonly place: number | null;
}

/** Asks every golden question. */
export async function askGoldenQuestions(
  questions: readonly GoldenQuestion[],
  searcher: Searcher,
): Promise<GoldenResult[]> {
  const results: GoldenResult[] = [];
  for (const question of questions) results.push(await askGoldenQuestion(question, searcher));
  return results;
}

/** Asks one, and names its first quote: `title › heading`, or null where nothing is quoted. */
export async function askGoldenQuestion(
  question: GoldenQuestion,
  searcher: Searcher,
): Promise<GoldenResult & { readonly first: string | null }> {
  const { found } = await retrieve(question.ask, searcher);
  const at = found.findIndex(({ passage }) =>
    question.expect.some(({ article, section }) => article === passage.article && section === headingOf(passage)),
  );
  const passage = found[0]?.passage;
  const first = passage ? `${searcher.generation.articles.get(passage.article)!.title} › ${headingOf(passage)}` : null;
  return { question, place: at === -1 ? null : at + 1, first };
}

/** Locked questions that are no longer met. */
export function lostQuestions(results: readonly GoldenResult[]): GoldenQuestion[] {
  return results.filter(({ question, place }) => place === null && !question.knownMiss).map(({ question }) => question);
}
