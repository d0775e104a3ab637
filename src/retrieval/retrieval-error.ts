import { OwnError } from '../own-error.js';

/** A file that retrieval was fitted or trained into cannot be used; the message names file and remedy. */
export class RetrievalError extends OwnError {
  override readonly name = 'RetrievalError';
}
