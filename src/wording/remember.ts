import { WordMemory } from './word-memory.js';

/** What `answer` says of single words, remembered: the same few come again and again. */
export function remember<Answer>(answer: (word: string) => Answer): (word: string) => Answer {
  const memory = new WordMemory(answer);
  return (word) => {
    memory.forgetWhenFull();
    return memory.recallWord(word);
  };
}
