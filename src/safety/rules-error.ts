/** A rule file that cannot be used; the message names file, place and remedy. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
}
