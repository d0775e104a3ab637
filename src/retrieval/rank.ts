import type { Passage } from '../corpus/article.js';
import { bestRows } from '../search-index/best-rows.js';
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
  const { passages, sectionOf } = generation;
  const evidence = gatherEvidence(generation, query, vector);
  const scores = new Float64Array(evidence.length);
  for (let row = 0; row < evidence.length; row++) scores[row] = scoreOf(evidence[row]!, ranker);
  const sections = new Set<number>();
  const ranked: RankedPassage[] = [];
  for (const { row, score } of bestRows(scores, scores.length, -Infinity)) {
    const { passage } = evidence[row]!;
    const section = sectionOf[passage]!;
    if (sections.has(section)) continue;
    sections.add(section);
    ranked.push({ passage: passages[passage]!, evidence: evidence[row]!, score });
  }
  return ranked;
}
