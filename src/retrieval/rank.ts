import { headingOf, type Passage } from '../corpus/article.js';
import type { Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';
import { scoreOf, type Calibration } from './calibration.js';
import { gatherEvidence, type Evidence } from './evidence.js';

export interface RankedPassage {
  readonly passage: Passage;
  readonly evidence: Evidence;
  /** Weighted evidence: an order, not a probability. */
  readonly score: number;
}

/** Every passage with evidence for it, best first; of a section that was cut into several passages only the best one. */
export function rank(
  generation: Generation,
  query: QueryTerms,
  vector: Float32Array,
  { ranker }: Calibration,
): RankedPassage[] {
  const ranked = gatherEvidence(generation, query, vector).map((evidence): RankedPassage => ({
    passage: generation.passages[evidence.passage]!,
    evidence,
    score: scoreOf(evidence, ranker),
  }));
  ranked.sort((a, b) => b.score - a.score || a.evidence.passage - b.evidence.passage);
  const sections = new Set<string>();
  return ranked.filter(({ passage }) => {
    const section = `${passage.article}\n${headingOf(passage)}`;
    if (sections.has(section)) return false;
    sections.add(section);
    return true;
  });
}
