import { FNV_BASIS, extendHash, extendHashByUnit } from './hash.js';
import { WordMemory } from './word-memory.js';
import { squaredLengthOf } from './word-parts.js';

const DENIALS = new Set(
  'no not never dont doesnt didnt cant couldnt wont wasnt isnt arent havent hasnt without nor none neither'.split(' '),
);
const ENDS_DENIAL = new Set(['.', ',', ';', '?', '!', '\n', 'but', 'though']);
const STOPS = new Set(['.', '!', '?', '\n']);
const PAUSES = new Set(['.', ',', ';', '\n']);
/** A longer "word" is noise. */
const LONGEST_WORD = 24;

/** A word, a mark or a pause, and all that features ask of it. */
export class Piece {
  /** Of its text, signed, to be extended. */
  readonly hash: number;
  /** Of letters or digits. */
  readonly isWord: boolean;
  readonly isPause: boolean;
  /** Ends a sentence. */
  readonly isStop: boolean;
  readonly isDenial: boolean;
  readonly endsDenial: boolean;
  /** The squared length of what it brings as a word. */
  readonly square: number;
  /** What is left of it when it is too long; else itself. */
  readonly cut: Piece;
  /** The message that it was last seen in, as features count them. */
  turn = 0;
  /** For each table of weights, weight times value summed over what the word brings: with the word they are forgotten. In a WeakMap triage of a long message took a fifth longer. */
  readonly brings: (readonly number[] | undefined)[] = [];

  constructor(readonly text: string) {
    this.hash = extendHash(FNV_BASIS, text);
    this.isWord = /^[\p{L}\p{N}]/u.test(text);
    this.isPause = PAUSES.has(text);
    this.isStop = STOPS.has(text);
    this.isDenial = DENIALS.has(text);
    this.endsDenial = ENDS_DENIAL.has(text);
    this.square = squaredLengthOf(text);
    this.cut = text.length > LONGEST_WORD ? memory.recallWord(text.slice(0, LONGEST_WORD)) : this;
  }
}

const memory = new WordMemory((text): Piece => new Piece(text));

/** What was found in a message so far, in lists of the longest one: one that grows leaves several behind. */
const found: Piece[] = [];
const starts: number[] = [];
let size = 0;

function add(piece: Piece, start: number): void {
  starts[size] = start;
  found[size++] = piece;
}

/** A message in pieces. */
export interface Reading {
  readonly pieces: readonly Piece[];
  /** Where each begins, in UTF-16 code units; in other letters than those of ASCII, where its word begins. They hold until the next message is read. */
  readonly starts: readonly number[];
  /** Of the message, in the same units. */
  readonly length: number;
}

/**
 * The words of a message as its features are made of: lower case, no apostrophes or accents, "nooooo" as "noo". Pauses are kept. Within a message
 * equal pieces of up to 24 units are the same object.
 */
export function readPieces(message: string): Reading {
  memory.forgetWhenFull();
  size = 0;
  let start = 0;
  while (start < message.length) {
    const { end, isPlain } = stretchFrom(message, start);
    if (isPlain) readPlain(message, start, end);
    else readStrange(message, start, end);
    if (end < message.length && kindOf(message.charCodeAt(end)) === MARK) {
      add(memory.recallWord(message.charAt(end)), end);
    }
    start = end + 1;
  }
  return { pieces: found.slice(0, size), starts, length: message.length };
}

/** The pieces alone. */
export function piecesOf(message: string): readonly Piece[] {
  return readPieces(message).pieces;
}

/** What stands up to the next space or mark, and whether it is in ASCII but for its apostrophes. */
function stretchFrom(message: string, start: number): { readonly end: number; readonly isPlain: boolean } {
  let isPlain = true;
  let end = start;
  for (; end < message.length; end++) {
    const kind = kindOf(message.charCodeAt(end));
    if (kind === GAP || kind === MARK) break;
    if (kind === STRANGE) isPlain = false;
  }
  return { end, isPlain };
}

const [OTHER, LETTER, DIGIT, MARK, APOSTROPHE, STRANGE, GAP] = [0, 1, 2, 3, 4, 5, 6];
const APOSTROPHES = /['’‘`ʼ]/;
/** Of the units of ASCII, what each is. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const written = String.fromCharCode(unit);
  if (/[a-z]/i.test(written)) return LETTER;
  if (/\d/.test(written)) return DIGIT;
  if (/[.,;?!\n]/.test(written)) return MARK;
  if (written === ' ') return GAP;
  return APOSTROPHES.test(written) ? APOSTROPHE : OTHER;
});

function kindOf(unit: number): number {
  if (unit < KINDS.length) return KINDS[unit]!;
  return APOSTROPHES.test(String.fromCharCode(unit)) ? APOSTROPHE : STRANGE;
}

/** Of text in ASCII without spaces and marks, as nearly all is: unit by unit, which leaves no strings behind and takes a third of the time. */
function readPlain(message: string, start: number, end: number): void {
  const units = memory.room(end - start);
  let run = OTHER;
  let runStart = start;
  let length = 0;
  let hash = FNV_BASIS;
  for (let at = start; at < end; at++) {
    const unit = message.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === APOSTROPHE) continue;
    if (kind !== run) {
      if (run !== OTHER) add(memory.recall(length, hash), runStart);
      run = kind;
      runStart = at;
      length = 0;
      hash = FNV_BASIS;
    }
    if (kind === OTHER) continue;
    const lower = kind === LETTER ? unit | 0x20 : unit;
    if (kind === LETTER && length >= 2 && units[length - 1] === lower && units[length - 2] === lower) continue;
    units[length++] = lower;
    hash = extendHashByUnit(hash, lower);
  }
  if (run !== OTHER) add(memory.recall(length, hash), runStart);
}

const PIECES = /\p{L}+|\p{N}+|[\p{Extended_Pictographic}.,;?!\n]/gu;

/** Of any other text. */
function readStrange(message: string, start: number, end: number): void {
  const plain = message
    .slice(start, end)
    .toLowerCase()
    .replace(/['’‘`ʼ]/g, '')
    .normalize('NFKD')
    .replace(/['’‘`´ʼ\p{M}\p{Cf}]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
  for (const piece of plain.match(PIECES) ?? []) add(memory.recallWord(piece), start);
}
