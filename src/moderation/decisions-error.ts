/** The file of decisions cannot be read or written, or a line of it is damaged. The message says what follows and what to do. */
export class DecisionsError extends Error {
  override readonly name = 'DecisionsError';
}
