import { tokenise } from '../search-index/tokenise.js';

/** Fewer telling words ask nothing that can be looked up alone: "is that normal?" */
const LEAST_TERMS = 2;
const MOST_QUESTIONS = 3;

/** The questions of a message that asks several, each by itself; the whole message where it asks one. */
export function questionsIn(message: string): string[] {
  const parts = message.split(/(?<=\?)|\n/);
  if (parts.length === 1) return parts;
  const questions = parts.filter((part) => tokenise(part).length >= LEAST_TERMS).slice(0, MOST_QUESTIONS);
  return questions.length > 1 ? questions : [message];
}
