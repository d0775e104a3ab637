import type { Generation } from '../search-index/generation.js';
import type { LexicalScores, QueryTerms } from '../search-index/lexical.js';
import { dot, rowOf } from '../search-index/vector-search.js';

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

/** The evidence for every passage that one of the four searches (words and vectors, of passages and of questions) brought up. */
export function gatherEvidence(generation: Generation, query: QueryTerms, vector: Float32Array): Evidence[] {
  const { passages, questions, passageTexts, questionTexts } = generation;
  const passageShare = shareOf(query, passageTexts.lexical);
  const questionShare = shareOf(query, questionTexts.lexical);
  const passageMatches = passageTexts.lexical.score(query);
  const questionMatches = questionTexts.lexical.score(query);

  const articles = new Set<string>();
  const addPassages = (rows: Iterable<number>) => {
    for (const row of rows) articles.add(passages[row]!.article);
  };
  addPassages(passageTexts.nearest.search(vector, CANDIDATES).map(({ row }) => row));
  addPassages(passageMatches.best(CANDIDATES).map(({ row }) => row));
  for (const { row } of questionTexts.nearest.search(vector, CANDIDATES)) addPassages(questions[row]!.passages);
  for (const { row } of questionMatches.best(CANDIDATES)) addPassages(questions[row]!.passages);

  const matchOf = (matches: LexicalScores, rows: readonly number[]) =>
    rows.reduce((most, row) => Math.max(most, matches.of(row)), 0);
  return [...articles].flatMap((article) => {
    const rows = generation.articleRows.get(article)!;
    const similarities = new Map(rows.questions.map((row) => [row, dot(vector, rowOf(questionTexts.vectors, row))]));
    const similarityOf = (leading: readonly number[]) =>
      leading.reduce((most, row) => Math.max(most, similarities.get(row)!), -1);
    const articleSimilarity = similarityOf(rows.questions);
    const articleMatch = matchOf(passageMatches, rows.passages) * passageShare;
    return rows.passages.map((passage): Evidence => {
      const leading = generation.questionsOf[passage]!;
      return {
        passage,
        passageSimilarity: dot(vector, rowOf(passageTexts.vectors, passage)),
        questionSimilarity: similarityOf(leading),
        articleSimilarity,
        passageMatch: passageMatches.of(passage) * passageShare,
        questionMatch: matchOf(questionMatches, leading) * questionShare,
        articleMatch,
      };
    });
  });
}

/** One over the sum of what the question's terms can bring: turns a BM25 score into a share. */
function shareOf(query: QueryTerms, lexical: { weightOf(term: string): number }): number {
  let sum = 0;
  for (const [term, weight] of query) sum += lexical.weightOf(term) * weight;
  return sum === 0 ? 0 : 1 / sum;
}
