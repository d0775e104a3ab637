import type { Lexicon, Word } from './lexicon.js';
import { languageOf } from './lexicon.js';

/** What stands between a token and the one before it: nothing, a short pause, or the end of a sentence. */
export type Pause = 'none' | 'comma' | 'stop';

export interface Token extends Word {
  /** Offsets into the message. */
  readonly start: number;
  readonly end: number;
  readonly pause: Pause;
  /** Position in words; a comma counts as one more word, the end of a sentence as four. */
  readonly at: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly language: 'en' | 'other';
}

const PIECES = piecesOf('\\p{L}\\p{M}', '\\p{N}', '\\p{Extended_Pictographic}', 'gu');
/** The same for messages of nothing but PLAIN, most by far: several times as fast. */
const PLAIN_PIECES = piecesOf('a-zA-Z', '0-9', '', 'g');
const PLAIN = /^[\0-\x7f’‘…—–]*$/;

function piecesOf(letters: string, digits: string, pictures: string, flags: string): RegExp {
  return new RegExp(
    `(?:https?://|www\\.)\\S+|[${digits}]+|[${letters}]+(?:['’‘\`´ʼ][${letters}]+)*['’]?|[\\n${pictures}—–]|[.!?,;:()…]+| [-–—]+ `,
    flags,
  );
}

const WORD = /^[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const ADDRESS = /^(?:https?:|www\.)/u;
const PAUSES: Record<Pause, number> = { none: 0, comma: 1, stop: 4 };
/** A longer "word" is noise, and is cut so that repairing it stays cheap. */
const LONGEST_WORD = 40;

/** Splits a message into tokens, once and from left to right; misspelt alarm words are repaired in English only. */
export function tokenise(message: string, lexicon: Lexicon): Tokens {
  const pieces = split(message, lexicon);
  const language = languageOf(pieces.flatMap(({ words }) => words));
  const tokens: Token[] = [];
  let at = 0;
  for (const { words, start, end, pause } of pieces) {
    if (tokens.length > 0) at += PAUSES[pause];
    for (let i = 0; i < words.length; i++) {
      const { word, lemma, number, filler, language: of } = language === 'en' ? lexicon.repair(words[i]!) : words[i]!;
      tokens.push({ word, lemma, number, filler, language: of, start, end, pause: i === 0 ? pause : 'none', at });
      if (!filler) at += 1;
    }
  }
  return { tokens, language };
}

interface Piece {
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  readonly pause: Pause;
}

function split(message: string, lexicon: Lexicon): Piece[] {
  const pieces: Piece[] = [];
  let pause: Pause = 'none';
  for (const { 0: text, index } of message.matchAll(PLAIN.test(message) ? PLAIN_PIECES : PIECES)) {
    if (WORD.test(text) && !ADDRESS.test(text)) {
      pieces.push({ words: lexicon.read(text.slice(0, LONGEST_WORD)), start: index, end: index + text.length, pause });
      pause = 'none';
    } else if (pause !== 'stop') {
      pause = pauseOf(text);
    }
  }
  return pieces;
}

/** Three dots join thoughts in chat ("cant pee... back is bad"), one dot ends them. */
function pauseOf(text: string): Pause {
  if (/[?!;\n]/u.test(text)) return 'stop';
  return text === '.' ? 'stop' : 'comma';
}
