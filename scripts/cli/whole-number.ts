import { InvalidArgumentError } from 'commander';

/** Reads an option that counts something or seeds chance. @throws {InvalidArgumentError} */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, such as 1.');
}
