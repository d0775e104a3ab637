import { remember } from './remember.js';

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
  vocabulary: Vocabulary,
  isKnown: IsKnown,
  ready?: DeletionIndex,
): (word: string) => string {
  // Unless it is there, it is made when the first unknown word comes: most messages have none, and a start without it is faster.
  let byDeletion = ready;
  const repair = remember((word) => {
    if (isKnown(word)) return word;
    byDeletion ??= indexAtOnce(vocabulary);
    let best = word;
    let least = Infinity;
    for (const form of deletions(word)) {
      for (const candidate of byDeletion.get(form) ?? []) {
        const cost = startsAlike(word, candidate) ? distance(word, candidate) : Infinity;
        if (cost > allowed(candidate) || cost > least) continue;
        if (cost < least || vocabulary.get(candidate)! > vocabulary.get(best)!) [best, least] = [candidate, cost];
      }
    }
    return best;
  });
  return (word) => (word.length < SHORTEST || word.length > LONGEST ? word : repair(word));
}

/** Words by what is left of them without a letter or two. */
export type DeletionIndex = ReadonlyMap<string, readonly string[]>;

/** Makes the index of a vocabulary, a word a step: 0.1 s for 6,000 words, in which others may want their turn. */
export function* indexDeletions(vocabulary: Vocabulary): Generator<void, DeletionIndex> {
  const byDeletion = new Map<string, string[]>();
  for (const word of vocabulary.keys()) {
    if (word.length < SHORTEST) continue;
    for (const form of deletions(word)) {
      const words = byDeletion.get(form);
      if (words) words.push(word);
      else byDeletion.set(form, [word]);
    }
    yield;
  }
  return byDeletion;
}

function indexAtOnce(vocabulary: Vocabulary): DeletionIndex {
  const steps = indexDeletions(vocabulary);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Typing errors seldom touch the first letter, but two letters may change places. */
const startsAlike = (word: string, candidate: string) =>
  candidate.startsWith(word.charAt(0)) || candidate.startsWith(word.charAt(1));

const allowed = (word: string) => (word.length >= LONG ? 2 : 1);

function deletions(word: string): Set<string> {
  const once = withoutOne(word);
  const forms = new Set([word, ...once]);
  if (word.length >= LONG - 1) for (const form of once) for (const twice of withoutOne(form)) forms.add(twice);
  return forms;
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}

/** Optimal string alignment distance: a letter too many, too few, wrong, or two neighbours swapped cost 1 each. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
