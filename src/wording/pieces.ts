import { FNV_BASIS, extendHash } from './hash.js';
import { WordMemory } from './word-memory.js';
import { squaredLengthOf } from './word-parts.js';

const DENIALS = new Set(
  'no not never dont doesnt didnt cant couldnt wont wasnt isnt arent havent hasnt without nor none neither'.split(' '),
);
const ENDS_DENIAL = new Set(['.', ',', ';', '?', '!', '\n', 'but', 'though']);
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
    this.isDenial = DENIALS.has(text);
    this.endsDenial = ENDS_DENIAL.has(text);
    this.square = squaredLengthOf(text);
    this.cut = text.length > LONGEST_WORD ? pieceOf(text.slice(0, LONGEST_WORD)) : this;
  }
}

const memory = new WordMemory((text): Piece => new Piece(text));

/** What was found in a message so far, in a list of the longest one: one that grows leaves several behind. */
const found: Piece[] = [];
let size = 0;

function add(piece: Piece): void {
  found[size++] = piece;
}

/**
 * The words of a message as its features are made of: lower case, no apostrophes or accents, "nooooo" as "noo". Pauses are kept. Within a message
 * equal pieces of up to 24 units are the same object.
 */
export function piecesOf(message: string): Piece[] {
  memory.forgetWhenFull();
  size = 0;
  let start = 0;
  while (start < message.length) {
    const { end, isPlain } = stretchFrom(message, start);
    if (isPlain) readPlain(message, start, end);
    else readStrange(message.slice(start, end));
    start = end + 1;
  }
  return found.slice(0, size);
}

/** What stands up to the next space, and whether it is in ASCII but for its apostrophes. */
function stretchFrom(message: string, start: number): { readonly end: number; readonly isPlain: boolean } {
  let isPlain = true;
  let end = start;
  for (; end < message.length; end++) {
    const unit = message.charCodeAt(end);
    if (unit === SPACE) break;
    if (kindOf(unit) === STRANGE) isPlain = false;
  }
  return { end, isPlain };
}

const SPACE = ' '.charCodeAt(0);
const [OTHER, LETTER, DIGIT, MARK, APOSTROPHE, STRANGE] = [0, 1, 2, 3, 4, 5];
const APOSTROPHES = /['’‘`ʼ]/;
/** Of the units of ASCII, what each is. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const written = String.fromCharCode(unit);
  if (/[a-z]/i.test(written)) return LETTER;
  if (/\d/.test(written)) return DIGIT;
  if (/[.,;?!\n]/.test(written)) return MARK;
  return APOSTROPHES.test(written) ? APOSTROPHE : OTHER;
});

function kindOf(unit: number): number {
  if (unit < KINDS.length) return KINDS[unit]!;
  return APOSTROPHES.test(String.fromCharCode(unit)) ? APOSTROPHE : STRANGE;
}

/** Of text in ASCII, as nearly all is: unit by unit, which leaves no strings behind and takes a third of the time. */
function readPlain(message: string, start: number, end: number): void {
  let run = OTHER;
  let [last, lastButOne] = [0, 0];
  for (let at = start; at < end; at++) {
    const unit = message.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === APOSTROPHE) continue;
    if (run !== OTHER && (kind !== run || kind === MARK)) {
      add(memory.recall());
      last = lastButOne = 0;
    }
    run = kind;
    if (kind === OTHER) continue;
    const lower = kind === LETTER ? unit | 0x20 : unit;
    if (kind === LETTER && lower === last && lower === lastButOne) continue;
    memory.spell(lower);
    [lastButOne, last] = [last, lower];
  }
  if (run !== OTHER) add(memory.recall());
}

const PIECES = /\p{L}+|\p{N}+|[\p{Extended_Pictographic}.,;?!\n]/gu;

/** Of any other text. */
function readStrange(text: string): void {
  const plain = text
    .toLowerCase()
    .replace(/['’‘`ʼ]/g, '')
    .normalize('NFKD')
    .replace(/['’‘`´ʼ\p{M}\p{Cf}]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
  for (const piece of plain.match(PIECES) ?? []) add(pieceOf(piece));
}

function pieceOf(text: string): Piece {
  for (let at = 0; at < text.length; at++) memory.spell(text.charCodeAt(at));
  return memory.recall();
}
