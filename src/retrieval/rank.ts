import type { Passage } from '../corpus/article.js';
import { bestRows } from '../search-index/best-rows.js';
import type { Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';
import type { Calibration, Weights } from './calibration.js';
import { EVIDENCE_KEYS, evidenceAt, gatherEvidence, type Evidence, type EvidenceTable } from './evidence.js';

/** Passages that are put in order; those behind them are never shown. */
const MOST_RANKED = 60;

export interface RankedPassage {
  readonly passage: Passage;
  /** Its position in the generation's list of passages. */
  readonly place: number;
  readonly evidence: Evidence;
  /** Weighted evidence: an order, not a probability. */
  readonly score: number;
}

/** The passages with the best evidence for them, best first; of a section that was cut into several passages only the best one. */
export function rank(
  generation: Generation,
  query: QueryTerms,
  vector: Float32Array,
  { ranker }: Calibration,
): RankedPassage[] {
  const { passages, sectionOf } = generation;
  const table = gatherEvidence(generation, query, vector);
  const sections = new Set<number>();
  const ranked: RankedPassage[] = [];
  const scores = scoresOf(table, ranker);
  for (const row of bestRows(scores, MOST_RANKED, -Infinity)) {
    const place = table.passages[row]!;
    const section = sectionOf[place]!;
    if (sections.has(section)) continue;
    sections.add(section);
    ranked.push(new RankedRow(passages[place]!, place, scores[row]!, table, row));
  }
  return ranked;
}

class RankedRow implements RankedPassage {
  readonly #table: EvidenceTable;
  readonly #row: number;

  constructor(
    readonly passage: Passage,
    readonly place: number,
    readonly score: number,
    table: EvidenceTable,
    row: number,
  ) {
    this.#table = table;
    this.#row = row;
  }

  /** Made when it is asked for, as that of few passages is. */
  get evidence(): Evidence {
    return evidenceAt(this.#table, this.#row);
  }
}

/** What {@link scoreOf} gives for each row. */
function scoresOf({ passages, values }: EvidenceTable, weights: Weights): Float64Array {
  const factors = EVIDENCE_KEYS.map((key) => weights[key]);
  const scores = new Float64Array(passages.length);
  for (let row = 0; row < scores.length; row++) {
    const start = row * factors.length;
    for (let key = 0; key < factors.length; key++) scores[row]! += values[start + key]! * factors[key]!;
  }
  return scores;
}
