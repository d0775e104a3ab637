import { createBreather } from '../search-index/breathe.js';
import { words } from '../search-index/tokenise.js';
import { englishWords } from '../wording/english.js';
import { createRepair, indexDeletions, type DeletionIndex } from '../wording/spelling.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * Puts mistyped words right: those that neither the corpus nor an English dictionary knows, by the nearest word of the corpus. What that needs is made
 * when it is needed first, unless it is `ready`.
 */
export function createCorrection(vocabulary: Vocabulary, ready?: DeletionIndex): (question: string) => string {
  let english = ready && englishWords();
  const isEnglish = (word: string) => (english ??= englishWords()).has(word);
  const repair = createRepair(vocabulary, (word) => vocabulary.has(word) || isEnglish(word), ready);
  return (question) => words(question).map(repair).join(' ');
}

/** Makes it ahead, with pauses in which others get their turn. */
export async function prepareCorrection(vocabulary: Vocabulary): Promise<DeletionIndex> {
  const breathe = createBreather();
  const steps = indexDeletions(vocabulary);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}
