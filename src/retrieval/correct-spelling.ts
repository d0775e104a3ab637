import type { Generation } from '../search-index/generation.js';
import { words } from '../search-index/tokenise.js';
import { englishWords } from '../wording/english.js';
import { createRepair } from '../wording/spelling.js';

/** Puts mistyped words right: those that neither the corpus nor an English dictionary knows, by the nearest word of the corpus. */
export function createCorrection({
  articles,
  glossary,
}: Pick<Generation, 'articles' | 'glossary'>): (question: string) => string {
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { title, text, questions } of articles.values()) {
    count(title);
    count(text);
    for (const question of questions) count(question.text);
  }
  for (const { term, lay } of glossary) [term, ...lay].forEach(count);
  const english = englishWords();
  const repair = createRepair(counts, (word) => counts.has(word) || english.has(word));
  return (question) => words(question).map(repair).join(' ');
}
