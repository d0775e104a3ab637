import { distance } from 'fastest-levenshtein';
import type { GlossaryEntry } from '../corpus/glossary.js';
import type { Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';
import { tokenise, words } from '../search-index/tokenise.js';

/** A term that was not said but is meant counts half, so that what was said still decides. */
const EXPANSION_WEIGHT = 0.5;
/** Shorter words have too many neighbours to guess which was meant. */
const SHORTEST_REPAIRED = 4;
/** From this length two slips are forgiven, below it one. */
const TWO_SLIPS_FROM = 8;

/** How a question is read: its own terms, mistyped ones put right, and the terms that the glossary knows for its lay words. */
export function createUnderstanding({
  glossary,
  passageTexts,
  questionTexts,
}: Generation): (question: string) => QueryTerms {
  const expand = createExpansion(glossary);
  const vocabulary = new Set([...passageTexts.lexical.terms, ...questionTexts.lexical.terms]);
  const repair = createRepair([...vocabulary]);
  return (question) => {
    const query = new Map<string, number>();
    for (const term of tokenise(question)) query.set(vocabulary.has(term) ? term : repair(term), 1);
    for (const term of expand(question)) if (!query.has(term)) query.set(term, EXPANSION_WEIGHT);
    return query;
  };
}

/** Replaces an unknown term by the nearest known one that begins alike, if it is near enough; otherwise gives it back. */
function createRepair(vocabulary: readonly string[]): (term: string) => string {
  const byFirstLetter = new Map<string, string[]>();
  for (const term of vocabulary) {
    const alike = byFirstLetter.get(term.charAt(0));
    if (alike) alike.push(term);
    else byFirstLetter.set(term.charAt(0), [term]);
  }
  return (term) => {
    if (term.length < SHORTEST_REPAIRED) return term;
    let slips = term.length >= TWO_SLIPS_FROM ? 2 : 1;
    let nearest = term;
    for (const candidate of byFirstLetter.get(term.charAt(0)) ?? []) {
      if (Math.abs(candidate.length - term.length) > slips || distance(term, candidate) > slips) continue;
      nearest = candidate;
      slips = distance(term, candidate) - 1;
      if (slips < 1) break;
    }
    return nearest;
  };
}

/** Lay words to terms, by the glossary. Where several phrases begin at a word, the longest wins. */
function createExpansion(glossary: readonly GlossaryEntry[]): (question: string) => string[] {
  const byFirstWord = new Map<string, { words: readonly string[]; terms: readonly string[] }[]>();
  for (const { term, lay } of glossary) {
    const terms = tokenise(term);
    for (const phrase of lay.map(words)) {
      const first = phrase[0];
      if (first !== undefined) byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words: phrase, terms }]);
    }
  }
  for (const phrases of byFirstWord.values()) phrases.sort((a, b) => b.words.length - a.words.length);

  return (question) => {
    const said = words(question);
    const terms: string[] = [];
    for (let at = 0; at < said.length; at++) {
      const fits = byFirstWord
        .get(said[at]!)
        ?.find((phrase) => phrase.words.every((word, offset) => said[at + offset] === word));
      if (!fits) continue;
      terms.push(...fits.terms);
      at += fits.words.length - 1;
    }
    return terms;
  };
}
