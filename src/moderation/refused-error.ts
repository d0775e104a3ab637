/** What a moderator asked for cannot be done. The message is for the moderator: it says why and what to do. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
