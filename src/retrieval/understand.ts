import type { GlossaryEntry } from '../corpus/glossary.js';
import type { QueryTerms } from '../search-index/lexical.js';
import { termsOf, tokenise, words } from '../search-index/tokenise.js';

/** A term that was not said but is meant counts half, so that what was said still decides. */
const EXPANSION_WEIGHT = 0.5;

/** How a question is read: its own terms, and the terms that the glossary knows for its lay words. */
export function createUnderstanding(glossary: readonly GlossaryEntry[]): (question: string) => QueryTerms {
  const expand = createExpansion(glossary);
  return (question) => {
    const said = words(question);
    const query = new Map<string, number>();
    for (const term of termsOf(said)) query.set(term, 1);
    for (const term of expand(said)) if (!query.has(term)) query.set(term, EXPANSION_WEIGHT);
    return query;
  };
}

/** Lay words to terms, by the glossary. Where several phrases begin at a word, the longest wins. */
function createExpansion(glossary: readonly GlossaryEntry[]): (said: readonly string[]) => string[] {
  const byFirstWord = new Map<string, { words: readonly string[]; term: string }[]>();
  for (const { term, lay } of glossary) {
    for (const phrase of lay.map(words)) {
      const first = phrase[0];
      if (first !== undefined) byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words: phrase, term }]);
    }
  }
  for (const phrases of byFirstWord.values()) phrases.sort((a, b) => b.words.length - a.words.length);

  return (said) => {
    const terms: string[] = [];
    for (let at = 0; at < said.length; at++) {
      const fits = byFirstWord
        .get(said[at]!)
        ?.find((phrase) => phrase.words.every((word, offset) => said[at + offset] === word));
      if (!fits) continue;
      terms.push(...tokenise(fits.term));
      at += fits.words.length - 1;
    }
    return terms;
  };
}
