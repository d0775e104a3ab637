import { words } from '../search-index/tokenise.js';
import { englishWords } from '../wording/english.js';
import { createRepair } from '../wording/spelling.js';
import type { Vocabulary } from './vocabulary.js';

/** Puts mistyped words right: those that neither the corpus nor an English dictionary knows, by the nearest word of the corpus. */
export function createCorrection(vocabulary: Vocabulary): (question: string) => string {
  const english = englishWords();
  const repair = createRepair(vocabulary, (word) => vocabulary.has(word) || english.has(word));
  return (question) => words(question).map(repair).join(' ');
}
