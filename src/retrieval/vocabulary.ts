import type { Generation } from '../search-index/generation.js';
import { createBreather } from '../search-index/breathe.js';
import { words } from '../search-index/tokenise.js';

/** The words of the articles, their questions and the glossary, and how often each stands there. */
export type Vocabulary = ReadonlyMap<string, number>;

export async function vocabularyOf({
  articles,
  glossary,
}: Pick<Generation, 'articles' | 'glossary'>): Promise<Vocabulary> {
  const breathe = createBreather();
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { title, text, questions } of articles.values()) {
    count(title);
    count(text);
    for (const question of questions) count(question.text);
    await breathe();
  }
  for (const { term, lay } of glossary) [term, ...lay].forEach(count);
  return counts;
}
