import { OwnError } from '../own-error.js';

/** The file of decisions cannot be read or written, or a line of it is damaged. The message says what follows and what to do. */
export class DecisionsError extends OwnError {
  override readonly name = 'DecisionsError';
}
