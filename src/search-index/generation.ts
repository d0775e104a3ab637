import { headingOf, type Article, type Passage } from '../corpus/article.js';
import type { GlossaryEntry } from '../corpus/glossary.js';
import type { Source } from '../corpus/sources.js';
import { forEachBreathing } from './breathe.js';
import type { Kind } from './generation-files.js';
import type { LexicalData, LexicalIndex } from './lexical.js';
import type { Manifest } from './manifest.js';
import type { TextKey } from './text-keys.js';
import type { VectorSearch, VectorTable } from './vector-search.js';

/** A question of an article, as it is indexed. */
export interface IndexedQuestion {
  readonly text: string;
  /** Rows of the passages that it leads to: those of its section, or of its whole article. */
  readonly passages: readonly number[];
}

/** Where the passages and the questions of one article stand. */
export interface ArticleRows {
  readonly article: string;
  readonly passages: readonly number[];
  readonly questions: readonly number[];
}

/** Texts that can be searched by their words and by their meaning; row numbers are positions in the list they were built from. */
export interface SearchableTexts {
  readonly lexical: LexicalIndex;
  readonly vectors: VectorTable;
  readonly nearest: VectorSearch;
}

/** An article as it is written, without what is written elsewhere. */
export interface StoredArticle extends Omit<Article, 'text' | 'passages'> {
  /** Length of its text, in UTF-8. */
  readonly bytes: number;
}

/** What a generation holds of the texts of one kind, each list in the order of their rows. */
export interface StoredTexts {
  readonly lexical: LexicalData;
  /** All zeros where they are damaged. */
  readonly vectors: VectorTable;
}

/** What a generation holds, as it was read: what building the next one needs. */
export interface StoredGeneration {
  readonly manifest: Manifest;
  readonly articles: ReadonlyMap<string, Article>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly glossary: readonly GlossaryEntry[];
  readonly passages: readonly Passage[];
  readonly questions: readonly IndexedQuestion[];
  readonly texts: Readonly<Record<Kind, StoredTexts>>;
  /** False when the vectors are damaged: words alone can be searched then, and similarities say nothing. */
  readonly vectorsUsable: boolean;
  /** What is not as it should be although questions can be answered, each with the reason and the remedy. */
  readonly warnings: readonly string[];
}

/** An opened generation: everything that answering needs, never changed once open. */
export interface Generation extends Omit<StoredGeneration, 'texts'> {
  readonly passageTexts: SearchableTexts;
  readonly questionTexts: SearchableTexts;
  /** In the order of the corpus. */
  readonly articleRows: readonly ArticleRows[];
  /** For each passage and each question the place of its article among `articleRows`; -1 for a question that leads to no passage. */
  readonly articleOf: Readonly<Record<Kind, Int32Array>>;
  /** For each passage the row of the first one of its section: a long section is cut into several. */
  readonly sectionOf: readonly number[];
  /** For each passage the questions that lead to it. */
  readonly questionsOf: readonly (readonly number[])[];
}

/** The live generation and where it is. */
export interface Live {
  readonly folder: string;
  readonly generation: StoredGeneration;
  /** The key of each row; none where they cannot be read. */
  readonly keys: Readonly<Record<Kind, readonly TextKey[]>>;
  /** The row of each key. */
  readonly rows: Readonly<Record<Kind, ReadonlyMap<TextKey, number>>>;
}

/** Texts by row, an array or made when they are asked for. */
export type Texts = Pick<readonly string[], 'length' | 'at'>;

/** The rows of a generation, and what is indexed for each. A refresh asks for few of the texts: most are known. */
export function textsToIndex(articles: readonly Article[]): {
  passages: Passage[];
  questions: IndexedQuestion[];
  texts: Record<Kind, Texts>;
} {
  const passages: Passage[] = [];
  const titles: string[] = [];
  const questions: IndexedQuestion[] = [];
  for (const article of articles) {
    const first = passages.length;
    for (const passage of article.passages) {
      passages.push(passage);
      titles.push(article.title);
    }
    const rows = article.passages.map((passage, index) => ({ row: first + index, heading: headingOf(passage) }));
    for (const { text, section } of article.questions) {
      const fits = rows.filter(({ heading }) => section === null || heading === section);
      questions.push({ text, passages: fits.map(({ row }) => row) });
    }
  }
  // Title and heading say what a passage is about, often in words it does not repeat.
  const textOf = ({ headings, text }: Passage, row: number) => `${titles[row]!}. ${headings.join('. ')}. ${text}`;
  const texts = {
    passages: { length: passages.length, at: (row: number) => textOf(passages[row]!, row) },
    questions: { length: questions.length, at: (row: number) => questions[row]!.text },
  };
  return { passages, questions, texts };
}

/** Which rows belong to which article, and the other way round. The passages of an article stand together. */
export async function rowsByArticle(
  passages: readonly Pick<Passage, 'article'>[],
  questions: readonly IndexedQuestion[],
): Promise<Pick<Generation, 'articleRows' | 'articleOf'>> {
  const articleRows: { article: string; passages: number[]; questions: number[] }[] = [];
  const articleOf = {
    passages: new Int32Array(passages.length),
    questions: new Int32Array(questions.length).fill(-1),
  };
  await forEachBreathing(passages, ({ article }, row) => {
    if (articleRows.at(-1)?.article !== article) articleRows.push({ article, passages: [], questions: [] });
    articleRows.at(-1)!.passages.push(row);
    articleOf.passages[row] = articleRows.length - 1;
  });
  await forEachBreathing(questions, (question, row) => {
    const first = question.passages[0];
    if (first === undefined) return;
    articleOf.questions[row] = articleOf.passages[first]!;
    articleRows[articleOf.questions[row]]!.questions.push(row);
  });
  return { articleRows, articleOf };
}

/** For each passage the row of the first one under the same heading of its article. */
export async function firstsOfSections(
  passages: readonly Passage[],
  { articleRows, articleOf }: Pick<Generation, 'articleRows' | 'articleOf'>,
): Promise<number[]> {
  const firsts: number[] = [];
  await forEachBreathing(passages, (passage, row) => {
    const heading = headingOf(passage);
    const rows = articleRows[articleOf.passages[row]!]!.passages;
    firsts.push(rows.find((other) => other === row || headingOf(passages[other]!) === heading)!);
  });
  return firsts;
}

/** For each passage the rows of the questions that lead to it. */
export async function questionsByPassage(
  passages: readonly unknown[],
  questions: readonly IndexedQuestion[],
): Promise<number[][]> {
  const rows: number[][] = [];
  await forEachBreathing(passages, () => rows.push([]));
  await forEachBreathing(questions, (question, row) => {
    for (const passage of question.passages) rows[passage]!.push(row);
  });
  return rows;
}
