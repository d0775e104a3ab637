import type { Lexicon } from './lexicon.js';

/** What stands between a token and the one before it: nothing, a short pause, or the end of a sentence. */
export type Pause = 'none' | 'comma' | 'stop';

export interface Token {
  /** The word after normalising, chat spellings and repair: "cudnt" gives "couldnt". */
  readonly word: string;
  /** What rules compare: the word without its inflection. */
  readonly lemma: string;
  /** A number's class, such as "~year": the second name that rules may know it by. */
  readonly number: string | undefined;
  /** Offsets into the message. */
  readonly start: number;
  readonly end: number;
  readonly pause: Pause;
  /** Filler words ("really", "kind of") take no room when distances are measured. */
  readonly filler: boolean;
  /** Position in words; a comma counts as one more word, the end of a sentence as four. */
  readonly at: number;
}

const PIECES = /(?:https?:\/\/|www\.)\S+|\p{N}+|[\p{L}\p{M}]+(?:['’‘`´ʼ][\p{L}\p{M}]+)*['’]?|\n|[.!?,;:()…]+|\p{Extended_Pictographic}| [-–—]+ |[—–]/gu;
const PAUSES: Record<Pause, number> = { none: 0, comma: 1, stop: 4 };
/** A longer "word" is noise, and is cut so that repairing it stays cheap. */
const LONGEST_WORD = 40;

/** Splits a message into tokens, once and from left to right. */
export function tokenise(message: string, lexicon: Lexicon): Token[] {
  const pieces = split(message, lexicon);
  const repair = lexicon.languageOf(pieces.flatMap((piece) => piece.words)) === 'en';
  const tokens: Token[] = [];
  let at = 0;
  for (const { words, start, end, pause } of pieces) {
    at += tokens.length ? PAUSES[pause] : 0;
    for (const [index, plain] of words.entries()) {
      const word = repair ? lexicon.repair(plain) : plain;
      const lemma = lexicon.lemma(word);
      const filler = lexicon.isFiller(word);
      tokens.push({ word, lemma, number: lexicon.numberClass(word), start, end, pause: index === 0 ? pause : 'none', filler, at });
      if (!filler) at += 1;
    }
  }
  return tokens;
}

interface Piece {
  words: readonly string[];
  start: number;
  end: number;
  pause: Pause;
}

function split(message: string, lexicon: Lexicon): Piece[] {
  const pieces: Piece[] = [];
  let pause: Pause = 'none';
  for (const { 0: text, index } of message.matchAll(PIECES)) {
    const words = /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) ? lexicon.normalise(text.slice(0, LONGEST_WORD)) : [];
    if (words.length > 0) {
      pieces.push({ words, start: index, end: index + text.length, pause });
      pause = 'none';
    } else if (pause !== 'stop') {
      pause = pauseOf(text);
    }
  }
  return pieces;
}

/** Three dots join thoughts in chat ("cant pee... back is bad"), one dot ends them. */
function pauseOf(text: string): Pause {
  if (text.includes('?') || text.includes('!') || text.includes(';') || text === '\n') return 'stop';
  return text === '.' ? 'stop' : 'comma';
}
