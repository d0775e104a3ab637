import { FNV_BASIS, extendHashByUnit } from './hash.js';

/** Those that are used most: 98 of 100 words of the training questions are among as many. */
const MOST_WORDS = 6000;
/** A longer "word" is noise, and is not kept. */
const LONGEST_WORD = 40;
/** A power of two. */
const FEWEST_SLOTS = 1024;

interface Entry<Answer> {
  readonly word: string;
  readonly hash: number;
  readonly answer: Answer;
}

/**
 * What `answer` says of single words, remembered, for words that are read unit by unit: the ones that are known need not be cut out of their
 * message, which would leave a string behind for each. `spell` the units of a word, then `recall` what is known of it.
 */
export class WordMemory<Answer> {
  readonly #answer: (word: string) => Answer;
  #units = new Uint16Array(64);
  #length = 0;
  #hash = FNV_BASIS;
  #size = 0;
  /** Open addressing by hash, at most half full. */
  #slots: (Entry<Answer> | undefined)[] = createSlots(FEWEST_SLOTS);

  constructor(answer: (word: string) => Answer) {
    this.#answer = answer;
  }

  /** Adds a UTF-16 code unit to the word that is asked for next. */
  spell(unit: number): void {
    if (this.#length === this.#units.length) this.#units = grown(this.#units);
    this.#units[this.#length++] = unit;
    this.#hash = extendHashByUnit(this.#hash, unit);
  }

  /** What is known of the word that was spelt. */
  recall(): Answer {
    const slots = this.#slots;
    let slot = this.#hash & (slots.length - 1);
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (entry.hash === this.#hash && this.#isSpelt(entry.word)) {
        this.#begin();
        return entry.answer;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return this.#learn();
  }

  /** All words are forgotten when there are too many, since of misspelt ones there is no end. */
  forgetWhenFull(): void {
    if (this.#size < MOST_WORDS) return;
    this.#slots = createSlots(FEWEST_SLOTS);
    this.#size = 0;
  }

  #learn(): Answer {
    const hash = this.#hash;
    const word = Buffer.from(this.#units.buffer, 0, this.#length * 2).toString('utf16le');
    this.#begin();
    const entry = { word, hash, answer: this.#answer(word) };
    if (word.length > LONGEST_WORD) return entry.answer;
    if (++this.#size * 2 > this.#slots.length) {
      const known = this.#slots;
      this.#slots = createSlots(known.length * 2);
      for (const one of known) if (one) this.#place(one);
    }
    this.#place(entry);
    return entry.answer;
  }

  #place(entry: Entry<Answer>): void {
    let slot = entry.hash & (this.#slots.length - 1);
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & (this.#slots.length - 1);
    this.#slots[slot] = entry;
  }

  #isSpelt(word: string): boolean {
    if (word.length !== this.#length) return false;
    for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) !== this.#units[at]) return false;
    return true;
  }

  #begin(): void {
    this.#length = 0;
    this.#hash = FNV_BASIS;
  }
}

function createSlots(size: number): undefined[] {
  return new Array<undefined>(size).fill(undefined);
}

function grown(units: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(units.length * 2);
  larger.set(units);
  return larger;
}
