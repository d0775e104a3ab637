import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ENGLISH } from '../wording/english.js';

export const RULES = new URL('../../src/safety/red-flags.yaml', import.meta.url);

/** The files that belong to a rule file: `words` are the names it lists. */
export function filesOf(file: URL, words: readonly string[]): { words: URL[]; writing: URL } {
  return {
    words: words.map((name) => new URL(name, file)),
    writing: new URL('words/writing.yaml', file),
  };
}

/** Digest of everything the rules are made of: 8 hexadecimal digits. */
export function digestFiles(file: URL, names: readonly string[]): string {
  const { words, writing } = filesOf(file, names);
  const hash = createHash('sha256');
  for (const part of [file, ...words, writing, ENGLISH]) hash.update(readFileSync(part));
  return hash.digest('hex').slice(0, 8);
}
