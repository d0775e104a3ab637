import { readFileSync } from 'node:fs';

/** Correct English words, so that spelling repair leaves them alone. In the order of their UTF-16 code units. */
export const ENGLISH = new URL('../../src/wording/english.txt', import.meta.url);

const NEWLINE = '\n'.charCodeAt(0);

/** Words that can be asked for one at a time. */
export interface WordList {
  has(word: string): boolean;
}

/** The words of english.txt, which may begin with lines of comment. Found by halving the text: a Set of them takes a tenth of a start. */
export function englishWords(text = readFileSync(ENGLISH, 'utf8')): WordList {
  return { has: (word) => word !== '' && !word.startsWith('#') && hasLine(text, word) };
}

/** Whether one of the lines, which ascend, is this one. */
function hasLine(text: string, line: string): boolean {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = text.lastIndexOf('\n', middle - 1) + 1;
    const order = compareLine(text, start, line);
    if (order === 0) return true;
    if (order < 0) low = text.indexOf('\n', middle) + 1 || text.length;
    else high = start;
  }
  return false;
}

/** Negative when the line of a text that begins at `start` comes before another line. */
function compareLine(text: string, start: number, line: string): number {
  for (let at = 0; ; at++) {
    const unit = text.charCodeAt(start + at);
    const ends = start + at >= text.length || unit === NEWLINE;
    if (ends || at === line.length) return Number(at === line.length) - Number(ends);
    if (unit !== line.charCodeAt(at)) return unit - line.charCodeAt(at);
  }
}
