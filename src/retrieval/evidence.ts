import type { Hit } from '../search-index/best-rows.js';
import type { ArticleRows, Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';

/** How far each of the four searches looks. */
const CANDIDATES = 40;

/** What speaks for a passage: raw values, comparable between questions. Similarities are -1 where there is nothing to compare with. */
export interface Evidence {
  /** Position in the generation's list of passages. */
  readonly passage: number;
  /** Cosine similarity of the question and the passage. */
  readonly passageSimilarity: number;
  /** Highest cosine similarity of the question and an indexed question that leads to the passage. */
  readonly questionSimilarity: number;
  /** The same over all questions of the article. */
  readonly articleSimilarity: number;
  /** BM25 of the passage, as a share of what a text that holds every term of the question once or more could reach. */
  readonly passageMatch: number;
  /** The same for the best indexed question that leads to the passage. */
  readonly questionMatch: number;
  /** The same for the best passage of the article. */
  readonly articleMatch: number;
}

/** Names of the values in a fixed order: the columns of the ranker. */
export const EVIDENCE_KEYS = [
  'passageSimilarity',
  'questionSimilarity',
  'articleSimilarity',
  'passageMatch',
  'questionMatch',
  'articleMatch',
] as const satisfies readonly (keyof Evidence)[];

/**
 * The evidence for every passage of an article that one of the four searches (words and vectors, of passages and of questions) brought up, in the order
 * of the corpus.
 */
export function gatherEvidence(generation: Generation, query: QueryTerms, vector: Float32Array): Evidence[] {
  const { passages, questions, passageTexts, questionTexts, articleRows, questionsOf } = generation;
  const passageShare = shareOf(query, passageTexts.lexical);
  const questionShare = shareOf(query, questionTexts.lexical);
  const passageMatches = passageTexts.lexical.score(query);
  const questionMatches = questionTexts.lexical.score(query);
  const passageNearness = passageTexts.nearest.compare(vector);
  const questionNearness = questionTexts.nearest.compare(vector);

  const articles = new Set<string>();
  const addPassages = (hits: readonly Hit[]) => {
    for (const { row } of hits) articles.add(passages[row]!.article);
  };
  const addQuestions = (hits: readonly Hit[]) => {
    for (const { row } of hits) {
      const leadsTo = questions[row]!.passages[0];
      if (leadsTo !== undefined) articles.add(passages[leadsTo]!.article);
    }
  };
  addPassages(passageNearness.best(CANDIDATES));
  addPassages(passageMatches.best(CANDIDATES));
  addQuestions(questionNearness.best(CANDIDATES));
  addQuestions(questionMatches.best(CANDIDATES));

  const evidence: Evidence[] = [];
  const similarities = new Float64Array(questions.length);
  for (const rows of inOrder(articles, articleRows)) {
    for (const row of rows.questions) similarities[row] = questionNearness.of(row);
    const articleSimilarity = greatest(rows.questions, similarities, -1);
    const articleMatch = greatest(rows.passages, passageMatches.sums, 0) * passageShare;
    for (const passage of rows.passages) {
      const leading = questionsOf[passage]!;
      evidence.push({
        passage,
        passageSimilarity: passageNearness.of(passage),
        questionSimilarity: greatest(leading, similarities, -1),
        articleSimilarity,
        passageMatch: passageMatches.sums[passage]! * passageShare,
        questionMatch: greatest(leading, questionMatches.sums, 0) * questionShare,
        articleMatch,
      });
    }
  }
  return evidence;
}

/** The rows of the articles in the order of the corpus. */
function inOrder(articles: Iterable<string>, articleRows: Generation['articleRows']): ArticleRows[] {
  const rows = Array.from(articles, (article) => articleRows.get(article)!);
  return rows.filter(({ passages }) => passages.length > 0).sort((a, b) => a.passages[0]! - b.passages[0]!);
}

/** The greatest value of some rows, or `least`. */
function greatest(rows: readonly number[], values: Float64Array, least: number): number {
  let most = least;
  for (const row of rows) if (values[row]! > most) most = values[row]!;
  return most;
}

/** One over the sum of what the question's terms can bring: turns a BM25 score into a share. */
function shareOf(query: QueryTerms, lexical: { weightOf(term: string): number }): number {
  let sum = 0;
  for (const [term, weight] of query) sum += lexical.weightOf(term) * weight;
  return sum === 0 ? 0 : 1 / sum;
}
