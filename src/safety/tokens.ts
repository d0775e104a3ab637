import { NOT_LATIN, type Lexicon, type Word } from './lexicon.js';

/** What stands between a token and the one before it: nothing, a short pause, or the end of a sentence. */
export type Pause = 'none' | 'comma' | 'stop';

export interface Token {
  readonly word: Word;
  /** Offsets into the message. */
  readonly start: number;
  readonly end: number;
  readonly pause: Pause;
  /** Whether a question mark stands right behind it. */
  readonly asked: boolean;
  /** Position in words; a comma counts as one more word, the end of a sentence as four. */
  readonly at: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly language: 'en' | 'other';
}

const PIECES =
  /(?:https?:\/\/|www\.)\S+|\p{N}+|[\p{L}\p{M}]+(?:['’‘`´ʼ][\p{L}\p{M}]+)*['’]?|[\n\p{Extended_Pictographic}—–]|[.!?,;:()…]+| [-–—]+ /gu;
const SPACE = ' '.charCodeAt(0);
const STRAIGHT_APOSTROPHE = "'".charCodeAt(0);
/** Behind the letters a to z: with one of them, or nothing, behind it a word is a piece by itself, and needs no expression to be found. */
const endsPlainWord = unitIn(' ,;!?()/-\n.:');
/** The same where it may be the beginning of an address. */
const mayGoOn = unitIn('.:');
const isPauseMark = unitIn('.!?,;:()…\n');
const isStop = unitIn('?!;\n');
const FULL_STOP = '.'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);

const WORD = /^[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const ADDRESS = /^(?:https?:|www\.)/u;
const PAUSES: Record<Pause, number> = { none: 0, comma: 1, stop: 4 };
/** A longer "word" is noise, and is cut so that repairing it stays cheap. */
const LONGEST_WORD = 40;

/**
 * Splits a message into tokens, once and from left to right; misspelt alarm words are repaired in English only. The next message overwrites them: of
 * what a long message left behind beyond its own time, new ones for each were three quarters.
 */
export function tokenise(message: string, lexicon: Lexicon): Tokens {
  const tokens = split(message, lexicon);
  const language = languageOf(tokens);
  let at = 0;
  for (const token of tokens) {
    if (language === 'en') token.word = lexicon.repair(token.word);
    if (token !== tokens[0]) at += PAUSES[token.pause];
    token.at = at;
    if (!token.word.filler) at += 1;
  }
  return { tokens, language };
}

/** A token that is not finished. */
type Draft = { -readonly [Field in keyof Token]: Token[Field] };

/** As many as the longest message had. */
const drafts: Draft[] = [];

function split(message: string, lexicon: Lexicon): Draft[] {
  let count = 0;
  let pause: Pause = 'none';
  let at = 0;
  while (at < message.length) {
    let start = message.charCodeAt(at) === SPACE ? at + 1 : at;
    let end = endOfPlainWord(message, start);
    let isWord = end > start;
    if (!isWord) end = endOfPauses(message, start);
    if (end === start) {
      PIECES.lastIndex = at;
      const piece = PIECES.exec(message);
      if (!piece) break;
      start = piece.index;
      end = PIECES.lastIndex;
      isWord = WORD.test(piece[0]) && !ADDRESS.test(piece[0]);
    }
    if (isWord) {
      for (const word of lexicon.read(message, start, Math.min(end, start + LONGEST_WORD))) {
        write(count++, word, start, end, pause);
        pause = 'none';
      }
    } else {
      if (count > 0 && message.charCodeAt(start) === QUESTION_MARK) drafts[count - 1]!.asked = true;
      if (pause !== 'stop') pause = pauseOf(message, start, end);
    }
    at = end;
  }
  return drafts.slice(0, count);
}

function write(place: number, word: Word, start: number, end: number, pause: Pause): void {
  const draft = drafts[place];
  if (draft) {
    draft.word = word;
    draft.start = start;
    draft.end = end;
    draft.pause = pause;
    draft.asked = false;
    draft.at = 0;
  } else {
    drafts.push({ word, start, end, pause, asked: false, at: 0 });
  }
}

/** Where a word of the letters a to z, as "numb" or "don't", ends; its start when what stands there is anything else. */
function endOfPlainWord(message: string, start: number): number {
  let end = start;
  while (isPlainLetter(message.charCodeAt(end))) {
    end++;
    if (message.charCodeAt(end) === STRAIGHT_APOSTROPHE && isPlainLetter(message.charCodeAt(end + 1))) end++;
  }
  if (end === message.length) return end;
  const next = message.charCodeAt(end);
  if (!endsPlainWord(next) || (mayGoOn(next) && ADDRESS.test(message.slice(start, end + 1)))) return start;
  return end;
}

/** Where marks that stand at a place end. */
function endOfPauses(message: string, start: number): number {
  let end = start;
  while (isPauseMark(message.charCodeAt(end))) end++;
  return end;
}

/** Of a UTF-16 code unit: bit 5 is what small and capital letters of ASCII differ by. */
const isPlainLetter = (unit: number) => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;

/** Whether a UTF-16 code unit is one of these. */
function unitIn(marks: string): (unit: number) => boolean {
  const units = Array.from(marks, (mark) => mark.charCodeAt(0));
  return (unit) => units.includes(unit);
}

/** So few words are in another language when one is and none is English. */
const FEW_WORDS = 4;
/** "No", "me" and "la" are written in English too. */
const SHORTEST_STRANGE = 3;

/** A message is in another language when small foreign words, or words in another script, outnumber the English ones. */
function languageOf(tokens: readonly Token[]): 'en' | 'other' {
  let [english, strange] = [0, 0];
  let isPlain = false;
  for (const { word } of tokens) {
    if (word.language === 'en') english++;
    else if (word.language === 'other') {
      strange++;
      if (word.word.length >= SHORTEST_STRANGE || NOT_LATIN.test(word.word)) isPlain = true;
    }
  }
  if (isPlain && english === 0 && tokens.length <= FEW_WORDS) return 'other';
  return strange >= 2 && strange * 2 > english ? 'other' : 'en';
}

/** Three dots join thoughts in chat ("cant pee... back is bad"), one dot ends them. */
function pauseOf(message: string, start: number, end: number): Pause {
  for (let at = start; at < end; at++) if (isStop(message.charCodeAt(at))) return 'stop';
  return end === start + 1 && message.charCodeAt(start) === FULL_STOP ? 'stop' : 'comma';
}
