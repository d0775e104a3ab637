import type { Generation } from '../search-index/generation.js';
import { words } from '../search-index/tokenise.js';
import type { Steps } from '../wording/steps.js';

/** The words of the articles, their questions and the glossary, and how often each stands there. */
export type Vocabulary = ReadonlyMap<string, number>;

/** An article a step. */
export function* countWords({ articles, glossary }: Pick<Generation, 'articles' | 'glossary'>): Steps<Vocabulary> {
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { title, text, questions } of articles.values()) {
    count(title);
    count(text);
    for (const question of questions) count(question.text);
    yield;
  }
  for (const { term, lay } of glossary) [term, ...lay].forEach(count);
  return counts;
}
