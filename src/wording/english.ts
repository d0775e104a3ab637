import { readFileSync } from 'node:fs';

/** Correct English words, so that spelling repair leaves them alone. */
export const ENGLISH = new URL('../../src/wording/english.txt', import.meta.url);

/** The words of english.txt, which may begin with lines of comment. */
export function englishWords(text = readFileSync(ENGLISH, 'utf8')): Set<string> {
  return new Set(text.split('\n').filter((line) => line && !line.startsWith('#')));
}
