import type { Lexicon, Word } from './lexicon.js';

/** What stands between a token and the one before it: nothing, a short pause, or the end of a sentence. */
export type Pause = 'none' | 'comma' | 'stop';

export interface Token {
  readonly word: Word;
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
  const tokens = split(message, lexicon);
  const language = languageOf(tokens);
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    if (language === 'en') token.word = lexicon.repair(token.word);
    if (index > 0) at += PAUSES[token.pause];
    token.at = at;
    if (!token.word.filler) at += 1;
  }
  return { tokens, language };
}

/** A token that is not finished. */
type Draft = { -readonly [Field in keyof Token]: Token[Field] };

function split(message: string, lexicon: Lexicon): Draft[] {
  const tokens: Draft[] = [];
  let pause: Pause = 'none';
  for (const { 0: text, index: start } of message.matchAll(PLAIN.test(message) ? PLAIN_PIECES : PIECES)) {
    if (WORD.test(text) && !ADDRESS.test(text)) {
      const end = start + text.length;
      for (const word of lexicon.read(text.slice(0, LONGEST_WORD))) {
        tokens.push({ word, start, end, pause, at: 0 });
        pause = 'none';
      }
    } else if (pause !== 'stop') {
      pause = pauseOf(text);
    }
  }
  return tokens;
}

/** A message is in another language when small foreign words outnumber the English ones. */
function languageOf(tokens: readonly Token[]): 'en' | 'other' {
  const count = (wanted: Word['language']) =>
    tokens.reduce((sum, { word }) => (word.language === wanted ? sum + 1 : sum), 0);
  const strange = count('other');
  return strange >= 2 && strange * 2 > count('en') ? 'other' : 'en';
}

/** Three dots join thoughts in chat ("cant pee... back is bad"), one dot ends them. */
function pauseOf(text: string): Pause {
  if (/[?!;\n]/u.test(text)) return 'stop';
  return text === '.' ? 'stop' : 'comma';
}
