import { RefusedError } from '../moderation/refused-error.js';
import { OwnError } from '../own-error.js';

/** Why something could not be done, in words for a moderator; null where the words are somebody else's. */
export function ownWordsOf(error: unknown): string | null {
  return error instanceof OwnError || error instanceof RefusedError ? error.message : null;
}
