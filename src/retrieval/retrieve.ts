import { headingOf, type Passage } from '../corpus/article.js';
import { wordsOf } from '../corpus/words.js';
import type { Embedder } from '../embedding/embedder.js';
import type { Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';
import { confidenceOf, type Calibration, type Calibrations, type MessageEvidence } from './calibration.js';
import { chooseQuotes } from './choose-quotes.js';
import { cleanQuestion } from './question-text.js';
import { rank, type RankedPassage } from './rank.js';
import type { Scope } from './scope.js';
import { questionsIn } from './several-questions.js';
import type { Vocabulary } from './vocabulary.js';

/** Most topics that are named when nothing is quoted. */
const MAX_SUGGESTIONS = 3;
/** Below this share of known words by weight a message is plainly about something else, and no topics are suggested. */
const WORTH_SUGGESTING = 0.5;

/** What was found. Finding nothing good enough is a result, not a failure. */
export interface Retrieval {
  /** In the order in which they are shown, the best one first, one a section; empty when nothing is good enough. */
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
  /** A question with its mistyped words put right. */
  readonly correct: (question: string) => string;
  /** A question as the terms that are looked up. */
  readonly understand: (question: string) => QueryTerms;
  readonly scope: Scope;
  /** Every word of the corpus; counted when it is asked for first. */
  readonly vocabulary: () => Vocabulary;
  readonly calibrations: Calibrations;
}

const NOTHING: Retrieval = { found: [], confidence: 0, suggestions: [], lexicalOnly: false };

/** Cosine below which two texts are not the same words: spares most questions a closer look. */
const NEARLY_EQUAL = 0.9;

/** Share of the message before that counts in a follow-up: what "same for the bar?" leaves unsaid. */
const PREVIOUS_WEIGHT = 0.5;

/**
 * The passages that answer a message, or nothing where the evidence is too weak. `previous` is the message that this one follows up; what it
 * said counts too.
 */
export async function retrieve(message: string, searcher: Searcher, previous?: string): Promise<Retrieval> {
  const { generation, calibrations, embedder } = searcher;
  const { threshold } = calibrationOf(searcher);
  const search = await searchFor(message, searcher, previous);
  const first = search.ranked[0];
  if (!first) return NOTHING;
  const found =
    search.confidence < threshold
      ? []
      : chooseQuotes(search.ranked, await firstsOf(message, searcher, threshold), {
          vectors: generation.passageTexts.vectors,
          sectionOf: generation.sectionOf,
        });
  const suggestions =
    found.length === 0 && search.about.coverage >= WORTH_SUGGESTING ? nearestTitles(search.ranked, generation) : [];
  return {
    found,
    confidence: search.confidence,
    suggestions,
    lexicalOnly: !(embedder.fingerprint in calibrations.models),
  };
}

/** The weights for the searcher's model, or those for words alone where it was never measured. */
export function calibrationOf({ calibrations, embedder }: Pick<Searcher, 'calibrations' | 'embedder'>): Calibration {
  return calibrations.models[embedder.fingerprint] ?? calibrations.lexical;
}

/** Where a message asks several questions, the first passage for each that has a good one. */
async function firstsOf(message: string, searcher: Searcher, threshold: number): Promise<RankedPassage[]> {
  const questions = questionsIn(message);
  if (questions.length === 1) return [];
  const firsts: RankedPassage[] = [];
  for (const question of questions) {
    const { ranked, confidence } = await searchFor(question, searcher);
    if (ranked[0] && confidence >= threshold) firsts.push(ranked[0]);
  }
  return firsts;
}

/** Everything that was found for a message, whether or not it is good enough. */
export interface Search {
  readonly ranked: readonly RankedPassage[];
  readonly about: MessageEvidence;
  /** Calibrated probability that the first passage answers. */
  readonly confidence: number;
}

export async function searchFor(message: string, searcher: Searcher, previous?: string): Promise<Search> {
  const { generation, embedder, correct, understand, scope } = searcher;
  const question = correct(cleanQuestion(message));
  const before = previous === undefined ? '' : correct(cleanQuestion(previous));
  const query = withPrevious(understand(question), understand(before));
  if (query.size === 0) return { ranked: [], about: { coverage: 0, scope: 0 }, confidence: 0 };
  const calibration = calibrationOf(searcher);
  const vector = blend(
    await embedder.embed(question, 'question'),
    before === '' ? null : await embedder.embed(before, 'question'),
  );
  const ranked = rank(generation, query, vector, calibration);
  const about = { coverage: coverageOf(generation, query), scope: scope(`${question} ${before}`) };
  const first = ranked[0];
  if (!first) return { ranked, about, confidence: 0 };
  const isSure =
    first.evidence.questionSimilarity > NEARLY_EQUAL && asksInTheseWords(first.passage, question, generation);
  return { ranked, about, confidence: isSure ? 1 : confidenceOf(first.evidence, about, calibration) };
}

/**
 * Whether an article asks a question of its passage in these very words. Such a question is answered whatever it is about: what was learned of other
 * messages does not know the article that a moderator adds today.
 */
function asksInTheseWords(passage: Passage, question: string, { articles }: Generation): boolean {
  const heading = headingOf(passage);
  const words = wordsOf(question).join(' ');
  return articles
    .get(passage.article)!
    .questions.some(
      ({ text, section }) => (section === null || section === heading) && wordsOf(text).join(' ') === words,
    );
}

function withPrevious(own: QueryTerms, before: QueryTerms): QueryTerms {
  const terms = new Map(own);
  for (const [term, weight] of before) if (!terms.has(term)) terms.set(term, weight * PREVIOUS_WEIGHT);
  return terms;
}

/** Of unit length again. */
function blend(own: Float32Array, before: Float32Array | null): Float32Array {
  if (before === null) return own;
  const sum = own.map((value, at) => value + PREVIOUS_WEIGHT * before[at]!);
  const length = Math.hypot(...sum);
  return length === 0 ? own : sum.map((value) => value / length);
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
