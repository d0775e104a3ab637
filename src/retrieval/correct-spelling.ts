import { takeBreathing } from '../search-index/breathe.js';
import type { Generation } from '../search-index/generation.js';
import { words } from '../search-index/tokenise.js';
import { englishWords } from '../wording/english.js';
import { createRepair, indexDeletions, type DeletionIndex } from '../wording/spelling.js';
import { countWords, type Vocabulary } from './vocabulary.js';

/**
 * Puts mistyped words right: those that neither an English dictionary nor the corpus knows, by the nearest word of the corpus. What that needs is made
 * when it is needed first, unless it is `ready`: to ask the dictionary first saves most questions from reading all articles for their words.
 */
export function createCorrection(vocabulary: () => Vocabulary, ready?: DeletionIndex): (question: string) => string {
  const english = englishWords();
  const repair = createRepair(vocabulary, (word) => english.has(word) || vocabulary().has(word), ready);
  return (question) => words(question).map(repair).join(' ');
}

/** Makes ahead what it needs, with pauses in which others get their turn. */
export async function prepareCorrection(
  generation: Pick<Generation, 'articles' | 'glossary'>,
): Promise<{ vocabulary: Vocabulary; byDeletion: DeletionIndex }> {
  const vocabulary = await takeBreathing(countWords(generation));
  return { vocabulary, byDeletion: await takeBreathing(indexDeletions(vocabulary)) };
}
