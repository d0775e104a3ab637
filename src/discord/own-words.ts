import { CorpusError } from '../corpus/problem.js';
import { CountsError } from '../moderation/counters.js';
import { DecisionsError } from '../moderation/decisions-error.js';
import { RefusedError } from '../moderation/refused-error.js';
import { IndexError } from '../search-index/index-error.js';

/** Errors whose messages are ours and say what to do. Those of libraries are for the log alone. */
const OWN = [CorpusError, CountsError, DecisionsError, IndexError, RefusedError];

/** Why something could not be done, in words for a moderator; null where we have none. */
export function ownWordsOf(error: unknown): string | null {
  return OWN.some((type) => error instanceof type) ? (error as Error).message : null;
}
