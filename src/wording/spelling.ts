import { FNV_BASIS, extendHashByUnit } from './hash.js';
import { remember } from './remember.js';
import { takeAtOnce, type Steps } from './steps.js';

type IsKnown = (word: string) => boolean;

/** Words that a misspelt one may have meant, and how often each is used: of two that are as near, the more frequent one was meant. */
export type Vocabulary = ReadonlyMap<string, number>;

const SHORTEST = 4;
const LONG = 8;
/** A longer "word" is noise, and the work grows with the cube of its length. */
const LONGEST = 30;

/**
 * Spelling repair against a vocabulary, by symmetric deletion: a word and its right form become equal when a letter or two is left out of
 * each. Words of under four letters or over thirty and correct English words stay as they are, so that "went" never becomes "wet".
 */
export function createRepair(
  vocabulary: () => Vocabulary,
  isKnown: IsKnown,
  ready?: DeletionIndex,
): (word: string) => string {
  // Like the vocabulary it is made, unless it is there, when the first unknown word comes: most messages have none, and a start without it is faster.
  let opened: Vocabulary | undefined;
  let byDeletion = ready;
  const repair = remember((word) => {
    if (isKnown(word)) return word;
    let best = word;
    let least = Infinity;
    const counts = (opened ??= vocabulary());
    const index = (byDeletion ??= takeAtOnce(indexDeletions(counts)));
    forEachForm(word, (form) => {
      for (const candidate of index.find(form)) {
        const cost = mayBeMeant(word, candidate) ? distance(word, candidate) : Infinity;
        if (cost > allowed(candidate) || cost > least) continue;
        if (cost < least || counts.get(candidate)! > counts.get(best)!) [best, least] = [candidate, cost];
      }
    });
    return best;
  });
  return (word) => (word.length < SHORTEST || word.length > LONGEST ? word : repair(word));
}

/** Words by what is left of them without a letter or two. */
export interface DeletionIndex {
  /** The words of which the same is left, in the order of the vocabulary. */
  find(form: Form): readonly string[];
}

// For nearly all forms.
const NO_WORDS: readonly string[] = [];

/** Makes the index of a vocabulary, a word a step, in which others may want their turn. */
export function* indexDeletions(vocabulary: Vocabulary): Steps<DeletionIndex> {
  const words = Array.from(vocabulary.keys()).filter((word) => word.length >= SHORTEST);
  const entries = words.reduce((sum, { length }) => sum + countForms(length), 0);
  const table = createTable(entries);
  for (const [number, word] of words.entries()) {
    forEachForm(word, (form) => {
      table.add(form, number);
    });
    yield;
  }
  return { find: (form) => table.find(form)?.map((number) => words[number]!) ?? NO_WORDS };
}

/** Typing errors seldom touch the first letter, but two letters may change places. */
const mayBeMeant = (word: string, candidate: string) =>
  Math.abs(word.length - candidate.length) <= MOST_ERRORS &&
  (candidate.startsWith(word.charAt(0)) || candidate.startsWith(word.charAt(1)));

const MOST_ERRORS = 2;
const allowed = (word: string) => (word.length >= LONG ? MOST_ERRORS : 1);

/** What is left of a word without some of its letters, as an integer of 32 bits: to make 200,000 texts takes longer, and to keep them more memory. */
type Form = number;

/** Calls `visit` for a word as it is, without each of its letters, and where it is long without each two of them. */
function forEachForm(word: string, visit: (form: Form) => void): void {
  const { length } = word;
  visit(formOf(word, length, length));
  for (let one = 0; one < length; one++) visit(formOf(word, one, length));
  if (length < LONG - 1) return;
  for (let one = 0; one < length; one++)
    for (let other = one + 1; other < length; other++) visit(formOf(word, one, other));
}

function countForms(length: number): number {
  return 1 + length + (length < LONG - 1 ? 0 : (length * (length - 1)) / 2);
}

/** The hash of a word without the letters at two places. Two forms of one number only bring a word that is compared in vain. */
function formOf(word: string, one: number, other: number): Form {
  let hash = FNV_BASIS;
  for (let at = 0; at < word.length; at++) {
    if (at !== one && at !== other) hash = extendHashByUnit(hash, word.charCodeAt(at));
  }
  return hash;
}

/** Numbers by forms, at most `entries`: at the place of its form, or the next free one after it. */
function createTable(entries: number) {
  const size = 2 ** Math.ceil(Math.log2(entries * 1.5 + 1));
  const forms = new Int32Array(size);
  /** One more than the number; 0 where nothing stands. */
  const numbers = new Uint32Array(size);
  const next = (place: number) => (place + 1) & (size - 1);
  const first = (form: Form) => (form ^ (form >>> 16)) & (size - 1);
  return {
    add(form: Form, number: number): void {
      let place = first(form);
      while (numbers[place] !== 0) place = next(place);
      forms[place] = form;
      numbers[place] = number + 1;
    },
    /** In the order in which they were added. */
    find(form: Form): number[] | undefined {
      let found: number[] | undefined;
      for (let place = first(form); numbers[place] !== 0; place = next(place))
        if (forms[place] === form) (found ??= []).push(numbers[place]! - 1);
      return found;
    },
  };
}

const LONGEST_ROW = LONGEST + MOST_ERRORS + 1;
const ROWS = [new Uint8Array(LONGEST_ROW), new Uint8Array(LONGEST_ROW), new Uint8Array(LONGEST_ROW)] as const;

/** Optimal string alignment distance: a letter too many, too few, wrong, or two neighbours swapped cost 1 each. */
function distance(a: string, b: string): number {
  let [before, above, row] = ROWS;
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
    }
    [before, above, row] = [above, row, before];
  }
  return above[b.length]!;
}
