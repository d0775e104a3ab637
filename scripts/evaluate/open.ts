import type { Config } from '#src/config.js';
import { createLibrarian } from '#src/open-librarian.js';
import type { Searcher } from '#src/retrieval/retrieve.js';
import { askQuestions } from './ask-questions.js';
import { readQuestions, type EvaluationQuestion } from './questions.js';
import type { SearchingLibrarian } from './searching-librarian.js';

/** A librarian whose failed searches end the evaluation: counted as silence they would pass for a result. */
export async function openForEvaluation(config: Config, searcher: Searcher): Promise<SearchingLibrarian> {
  return {
    ...(await createLibrarian(config, searcher)),
    searcher,
    onFailure: (error) => {
      throw error;
    },
  };
}

/** The development questions that are searched for at all: what calibrations are fitted to. */
export async function questionsToFit(librarian: SearchingLibrarian): Promise<EvaluationQuestion[]> {
  const questions = await readQuestions('development', librarian.searcher.generation);
  const { outcomes } = await askQuestions(questions, librarian);
  return outcomes.map(({ question }) => question);
}
