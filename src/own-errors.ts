import { CorpusError } from './corpus/problem.js';
import { EmbeddingError } from './embedding/embedder.js';
import { CountsError } from './moderation/counters.js';
import { DecisionsError } from './moderation/decisions-error.js';
import { RefusedError } from './moderation/refused-error.js';
import { RulesError } from './safety/rules-error.js';
import { IndexError } from './search-index/index-error.js';

/** Errors whose messages are ours, say what to do and may stand in a log. A refusal is none of them: it is an answer, and repeats what was asked for. */
export const OWN_ERRORS = [CorpusError, CountsError, DecisionsError, EmbeddingError, IndexError, RulesError];

/** Why something could not be done, in words for a moderator; null where we have none: those of libraries may hold anything. */
export function ownWordsOf(error: unknown): string | null {
  return [...OWN_ERRORS, RefusedError].some((type) => error instanceof type) ? (error as Error).message : null;
}

/** The same, and of an error of a library its name and code. */
export function wordsOf(error: unknown): string {
  return ownWordsOf(error) ?? `Something failed that was not foreseen: ${nameOf(error)}.`;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `${name} (${code})` : name;
}
