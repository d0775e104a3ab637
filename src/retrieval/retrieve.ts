import { headingOf, type Passage } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import type { Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';
import { tokenise } from '../search-index/tokenise.js';
import { confidenceOf, scoreOf, type Calibration, type Calibrations } from './calibration.js';
import { gatherEvidence, type Evidence } from './evidence.js';
import { cleanQuestion } from './question-text.js';

/** Most passages that an answer quotes. */
export const MAX_QUOTES = 3;
/** Most topics that are named when nothing is quoted. */
const MAX_SUGGESTIONS = 3;
/** A further quote must come this close to the first one's score, or it only distracts. A first choice by reading answers, not a measured one. */
const WORTH_QUOTING = 0.6;
/** Below this share of known words by weight a message is plainly about something else, and no topics are suggested. */
const WORTH_SUGGESTING = 0.5;

export interface RankedPassage {
  readonly passage: Passage;
  readonly evidence: Evidence;
  /** Weighted evidence: an order, not a probability. */
  readonly score: number;
}

/** What was found. Finding nothing good enough is a result, not a failure. */
export interface Retrieval {
  /** Best first, one a section; empty when nothing is good enough. */
  readonly found: readonly RankedPassage[];
  /** Calibrated probability that the first passage answers, whether or not it is quoted. */
  readonly confidence: number;
  /** Titles of the nearest articles, when nothing is quoted. */
  readonly suggestions: readonly string[];
  /** True when the model was never calibrated, so that words alone decided. */
  readonly lexicalOnly: boolean;
}

/** What a search needs: one generation, the model it was built with, and how to weigh evidence. */
export interface Searcher {
  readonly generation: Generation;
  readonly embedder: Embedder;
  /** A question as the terms that are looked up. */
  readonly understand: (question: string) => QueryTerms;
  readonly calibrations: Calibrations;
}

const NOTHING: Retrieval = { found: [], confidence: 0, suggestions: [], lexicalOnly: false };

/** The passages that answer a message, or nothing where the evidence is too weak. */
export async function retrieve(message: string, searcher: Searcher): Promise<Retrieval> {
  const { generation, embedder, understand, calibrations } = searcher;
  const question = cleanQuestion(message);
  if (tokenise(question).length === 0) return NOTHING;
  const measured = calibrations.models[embedder.fingerprint];
  const calibration = measured ?? calibrations.lexical;
  const query = understand(question);
  const ranked = rank(generation, query, await embedder.embed(question, 'question'), calibration);
  const first = ranked[0];
  if (!first) return NOTHING;
  const coverage = coverageOf(generation, query);
  const confidence = confidenceOf(first.evidence, coverage, calibration);
  const found =
    confidence < calibration.threshold
      ? []
      : ranked.filter(({ score }) => score >= WORTH_QUOTING * first.score).slice(0, MAX_QUOTES);
  const suggestions = found.length === 0 && coverage >= WORTH_SUGGESTING ? nearestTitles(ranked, generation) : [];
  return { found, confidence, suggestions, lexicalOnly: measured === undefined };
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

/** Share of a question's own words that the corpus or its questions know, by how much each word tells. */
export function coverageOf({ passageTexts, questionTexts }: Generation, query: QueryTerms): number {
  let known = 0;
  let all = 0;
  for (const [term, weight] of query) {
    if (weight < 1) continue;
    const importance = passageTexts.lexical.weightOf(term);
    all += importance;
    if (passageTexts.lexical.has(term) || questionTexts.lexical.has(term)) known += importance;
  }
  return all === 0 ? 0 : known / all;
}

function nearestTitles(ranked: readonly RankedPassage[], { articles }: Generation): string[] {
  const titles = new Set<string>();
  for (const { passage } of ranked) {
    titles.add(articles.get(passage.article)!.title);
    if (titles.size === MAX_SUGGESTIONS) break;
  }
  return [...titles];
}
