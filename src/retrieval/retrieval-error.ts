/** A file that retrieval was fitted or trained into cannot be used; the message names file and remedy. */
export class RetrievalError extends Error {
  override readonly name = 'RetrievalError';
}
