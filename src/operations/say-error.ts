import { OwnError } from '../own-error.js';
import { describeError } from './describe-error.js';

/** What went wrong, to be shown and kept: our own words, or name and code where the words are somebody else's. */
export function sayError(thrown: unknown): string {
  if (thrown instanceof OwnError) return thrown.message;
  const { name, code } = describeError(thrown);
  const what = code === undefined ? name : `${name} ${code}`;
  return `Something unexpected went wrong (${what}). Try again; the log of the bot says where it happened.`;
}
