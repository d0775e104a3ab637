import type { Generation } from '../search-index/generation.js';
import { similarityOf, type VectorTable } from '../search-index/vector-search.js';
import type { RankedPassage } from './rank.js';

/** Most passages that an answer quotes. */
export const MAX_QUOTES = 3;
/**
 * A further quote must come this close to the first one's score, or it only distracts. On development questions 0.65 keeps all of the answers among
 * three that 0.4 keeps, with fewer quotes; from 0.75 on some are lost.
 */
const WORTH_QUOTING = 0.65;
/**
 * What likeness to an earlier quote takes from a passage, as a share of the first one's score. On development questions 0.15 puts an answer among
 * three for one question in a hundred more than 0 does; from 0.25 on quotes stray.
 */
const REPETITION = 0.15;

/**
 * The best passage for the whole message, then those for each of its questions, then what comes close to the best and says something else: maximal
 * marginal relevance (Carbonell and Goldstein, "The use of MMR", SIGIR 1998). One a section.
 * `ranked` is not empty, best first; a passage that is in it keeps the evidence that the whole message gave.
 */
export function chooseQuotes(
  ranked: readonly RankedPassage[],
  firsts: readonly RankedPassage[],
  { vectors, sectionOf }: { readonly vectors: VectorTable; readonly sectionOf: Generation['sectionOf'] },
): RankedPassage[] {
  const best = ranked[0]!;
  const chosen = [best];
  const section = ({ place }: RankedPassage) => sectionOf[place];
  const isChosen = (found: RankedPassage) => chosen.some((one) => section(one) === section(found));
  for (const first of firsts) {
    if (chosen.length < MAX_QUOTES && !isChosen(first))
      chosen.push(ranked.find(({ passage }) => passage.id === first.passage.id) ?? first);
  }
  const close = ranked.filter(({ score }) => score >= WORTH_QUOTING * best.score);
  while (chosen.length < MAX_QUOTES) {
    let next: RankedPassage | null = null;
    let most = -Infinity;
    for (const found of close) {
      if (isChosen(found)) continue;
      let repeated = -1;
      for (const earlier of chosen) repeated = Math.max(repeated, similarityOf(vectors, found.place, earlier.place));
      const worth = found.score - REPETITION * repeated * best.score;
      if (worth > most) [next, most] = [found, worth];
    }
    if (!next) break;
    chosen.push(next);
  }
  return chosen;
}
