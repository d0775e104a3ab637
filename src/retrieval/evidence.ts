import type { ArticleRows, Generation } from '../search-index/generation.js';
import type { QueryTerms } from '../search-index/lexical.js';

/** How far each of the four searches looks. With 40 as many development questions are answered, and a question takes a tenth longer. */
const CANDIDATES = 20;

/** What speaks for a passage: raw values, comparable between questions. Similarities are -1 where there is nothing to compare with. */
export interface Evidence {
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

/** Evidence of many passages. As objects it would be most of what a question leaves to the garbage collector. */
export interface EvidenceTable {
  /** The passage of each row: its position in the generation's list. */
  readonly passages: Uint32Array;
  /** Row after row, each in the order of {@link EVIDENCE_KEYS}. */
  readonly values: Float64Array;
}

export function evidenceAt({ values }: EvidenceTable, row: number): Evidence {
  const at = row * EVIDENCE_KEYS.length;
  return {
    passageSimilarity: values[at]!,
    questionSimilarity: values[at + 1]!,
    articleSimilarity: values[at + 2]!,
    passageMatch: values[at + 3]!,
    questionMatch: values[at + 4]!,
    articleMatch: values[at + 5]!,
  };
}

/**
 * The evidence for every passage of an article that one of the four searches (words and vectors, of passages and of questions) brought up, in the order
 * of the corpus.
 */
export function gatherEvidence(generation: Generation, query: QueryTerms, vector: Float32Array): EvidenceTable {
  const { passageTexts, questionTexts, articleOf, questionsOf } = generation;
  const passageShare = shareOf(query, passageTexts.lexical);
  const questionShare = shareOf(query, questionTexts.lexical);
  const passageMatches = passageTexts.lexical.score(query);
  const questionMatches = questionTexts.lexical.score(query);
  const passageNearness = passageTexts.nearest.compare(vector);
  const questionNearness = questionTexts.nearest.compare(vector);

  // A question that leads to no passage has -1, which is no place.
  const isFound = new Uint8Array(generation.articleRows.length);
  for (const row of passageNearness.best(CANDIDATES)) isFound[articleOf.passages[row]!] = 1;
  for (const row of passageMatches.best(CANDIDATES)) isFound[articleOf.passages[row]!] = 1;
  for (const row of questionNearness.best(CANDIDATES)) isFound[articleOf.questions[row]!] = 1;
  for (const row of questionMatches.best(CANDIDATES)) isFound[articleOf.questions[row]!] = 1;
  const articles = generation.articleRows.filter(({ passages }, place) => isFound[place] === 1 && passages.length > 0);

  const table = emptyTable(articles);
  // Of the questions of one article at a time, which stand close together.
  const similarities = new Float64Array(Math.max(0, ...articles.map(reachOfQuestions)));
  let row = 0;
  for (const { passages, questions } of articles) {
    const first = questions[0] ?? 0;
    for (const question of questions) similarities[question - first] = questionNearness.of(question);
    const articleSimilarity = greatest(questions, similarities, -1, first);
    const articleMatch = greatest(passages, passageMatches.sums, 0) * passageShare;
    for (const passage of passages) {
      const leading = questionsOf[passage]!;
      table.passages[row] = passage;
      const at = row * EVIDENCE_KEYS.length;
      table.values[at] = passageNearness.of(passage);
      table.values[at + 1] = greatest(leading, similarities, -1, first);
      table.values[at + 2] = articleSimilarity;
      table.values[at + 3] = passageMatches.sums[passage]! * passageShare;
      table.values[at + 4] = greatest(leading, questionMatches.sums, 0) * questionShare;
      table.values[at + 5] = articleMatch;
      row++;
    }
  }
  return table;
}

function reachOfQuestions({ questions }: ArticleRows): number {
  return questions.length === 0 ? 0 : questions.at(-1)! - questions[0]! + 1;
}

function emptyTable(articles: readonly ArticleRows[]): EvidenceTable {
  let rows = 0;
  for (const { passages } of articles) rows += passages.length;
  return { passages: new Uint32Array(rows), values: new Float64Array(rows * EVIDENCE_KEYS.length) };
}

/** The greatest value of some rows, or `least`; the values begin with that of row `first`. */
function greatest(rows: readonly number[], values: Float64Array, least: number, first = 0): number {
  let most = least;
  for (const row of rows) if (values[row - first]! > most) most = values[row - first]!;
  return most;
}

/** One over the sum of what the question's terms can bring: turns a BM25 score into a share. */
function shareOf(query: QueryTerms, lexical: { weightOf(term: string): number }): number {
  let sum = 0;
  for (const [term, weight] of query) sum += lexical.weightOf(term) * weight;
  return sum === 0 ? 0 : 1 / sum;
}
