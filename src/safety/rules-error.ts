import { OwnError } from '../own-error.js';

/** A rule file that cannot be used; the message names file, place and remedy. */
export class RulesError extends OwnError {
  override readonly name = 'RulesError';
}
