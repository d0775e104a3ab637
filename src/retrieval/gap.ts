import { tokenise, words } from '../search-index/tokenise.js';
import { cleanQuestion } from './question-text.js';
import type { Searcher } from './retrieve.js';

/** What a question that found no answer was about, as far as it may be counted. */
export interface Gap {
  /** Id of the nearest article, or null where none is near. */
  readonly topic: string | null;
  /** Its telling words that stand in the corpus or the glossary, each once and in the order of the alphabet: none that only the member used. */
  readonly words: readonly string[];
}

/** `suggestions` are those of its answer. */
export function gapOf(
  question: string,
  suggestions: readonly string[],
  { generation, correct, vocabulary }: Pick<Searcher, 'generation' | 'correct' | 'vocabulary'>,
): Gap {
  const [nearest] = suggestions;
  const topic = [...generation.articles.values()].find(({ title }) => title === nearest)?.id ?? null;
  const said = new Set(words(correct(cleanQuestion(question))));
  const tells = (word: string) => vocabulary().has(word) && /\p{L}/u.test(word) && tokenise(word).length > 0;
  return { topic, words: [...said].filter(tells).sort() };
}
