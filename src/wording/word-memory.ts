import { FNV_BASIS, extendHash } from './hash.js';

/** A longer "word" is noise, and is not kept. */
const LONGEST_WORD = 40;
/** A power of two. */
const FEWEST_SLOTS = 1024;
/** Words after which those that were not used since are forgotten: up to twice as many are kept. */
const MANY_WORDS = 3000;

interface Entry<Answer> {
  readonly word: string;
  readonly hash: number;
  readonly answer: Answer;
}

/** Entries by open addressing, at most half of the slots in use. */
type Slots<Answer> = (Entry<Answer> | undefined)[];

/**
 * What `answer` says of single words, remembered, for words that are read unit by unit: the ones that are known need not be cut out of their
 * message, which would leave a string behind for each. Write the UTF-16 code units of a word into the {@link room}, then {@link recall} what is
 * known of it.
 */
export class WordMemory<Answer> {
  readonly #answer: (word: string) => Answer;
  #units = new Uint16Array(64);
  /** The same memory. */
  #bytes = Buffer.from(this.#units.buffer);
  #size = 0;
  #recent: Slots<Answer> = createSlots(FEWEST_SLOTS);
  #earlier: Slots<Answer> = createSlots(FEWEST_SLOTS);

  constructor(answer: (word: string) => Answer) {
    this.#answer = answer;
  }

  /** Where a word of at most so many units is to be written. */
  room(length: number): Uint16Array {
    if (length > this.#units.length) {
      this.#units = new Uint16Array(length * 2);
      this.#bytes = Buffer.from(this.#units.buffer);
    }
    return this.#units;
  }

  /** What is known of the word that was written: so many units, and their hash as hash.ts makes it, signed. */
  recall(length: number, hash: number): Answer {
    const recent = this.#find(this.#recent, length, hash);
    if (recent) return recent.answer;
    const entry = this.#find(this.#earlier, length, hash) ?? this.#learn(length, hash);
    if (length <= LONGEST_WORD) this.#keep(entry);
    return entry.answer;
  }

  /** What is known of a word. */
  recallWord(word: string): Answer {
    const units = this.room(word.length);
    for (let at = 0; at < word.length; at++) units[at] = word.charCodeAt(at);
    return this.recall(word.length, extendHash(FNV_BASIS, word));
  }

  /** Words that were not used for long are forgotten when there are too many, since of misspelt ones there is no end. */
  forgetWhenFull(): void {
    if (this.#size < MANY_WORDS) return;
    [this.#recent, this.#earlier] = [this.#earlier.fill(undefined), this.#recent];
    this.#size = 0;
  }

  #find(slots: Slots<Answer>, length: number, hash: number): Entry<Answer> | undefined {
    let slot = hash & (slots.length - 1);
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (entry.hash === hash && this.#isWritten(entry.word, length)) return entry;
      slot = (slot + 1) & (slots.length - 1);
    }
    return undefined;
  }

  #learn(length: number, hash: number): Entry<Answer> {
    const word = this.#bytes.toString('utf16le', 0, length * 2);
    return { word, hash, answer: this.#answer(word) };
  }

  #keep(entry: Entry<Answer>): void {
    if (++this.#size * 2 > this.#recent.length) {
      const known = this.#recent;
      this.#recent = createSlots(known.length * 2);
      for (const one of known) if (one) this.#place(one);
    }
    this.#place(entry);
  }

  #place(entry: Entry<Answer>): void {
    let slot = entry.hash & (this.#recent.length - 1);
    while (this.#recent[slot] !== undefined) slot = (slot + 1) & (this.#recent.length - 1);
    this.#recent[slot] = entry;
  }

  #isWritten(word: string, length: number): boolean {
    if (word.length !== length) return false;
    for (let at = 0; at < length; at++) if (word.charCodeAt(at) !== this.#units[at]) return false;
    return true;
  }
}

function createSlots(size: number): undefined[] {
  return new Array<undefined>(size).fill(undefined);
}
