import path from 'node:path';
import { headingOf } from '#src/corpus/article.js';
import type { Corpus } from '#src/corpus/read-corpus.js';
import { readJsonLines } from '../cli/json-lines.js';

/** Where an answer stands. */
export interface AnswerPlace {
  readonly article: string;
  /** Heading of the section that answers, or null where it is not known which one. */
  readonly section: string | null;
}

/** A way of asking, and the places that answer it, best first. */
export interface TrainingQuestion {
  readonly text: string;
  readonly answers: readonly [AnswerPlace, ...AnswerPlace[]];
}

/** What a question should be near to: the text of a passage under its title and heading. */
export interface TrainingPassage {
  readonly text: string;
  readonly article: string;
  readonly section: string;
}

export interface TrainingSet {
  readonly questions: readonly TrainingQuestion[];
  readonly passages: readonly TrainingPassage[];
  /** Messages to which nothing may be quoted. */
  readonly offTopic: readonly string[];
}

/**
 * The questions of the articles, those of a folder (`questions.jsonl`, `off-topic.jsonl`; see training/README.md), and all passages.
 * @throws {Error} naming file and line of what is no JSON, or of a place that the corpus does not have
 */
export async function readTrainingSet(corpus: Corpus, folder: string): Promise<TrainingSet> {
  const written = await readQuestions(corpus, path.join(folder, 'questions.jsonl'));
  const own = corpus.articles.flatMap(({ id, title, questions, passages }): TrainingQuestion[] => [
    { text: title, answers: [{ article: id, section: null }] },
    ...questions.map(({ text, section }): TrainingQuestion => ({ text, answers: [{ article: id, section }] })),
    ...passages.map((passage): TrainingQuestion => ({
      text: headingOf(passage),
      answers: [{ article: id, section: headingOf(passage) }],
    })),
  ]);
  const passages = corpus.articles.flatMap((article) =>
    article.passages.map((passage) => ({
      text: `${article.title}. ${headingOf(passage)}. ${passage.text}`,
      article: article.id,
      section: headingOf(passage),
    })),
  );
  const offTopic = await readLines<{ text: string }>(path.join(folder, 'off-topic.jsonl'));
  return { questions: [...written, ...own], passages, offTopic: offTopic.map(({ text }) => text) };
}

/** What stands in the lines of a file of JSON lines. @throws {Error} naming file and line of what is no JSON */
export async function readLines<Value>(file: string): Promise<Value[]> {
  return (await readJsonLines<Value>(file)).map(({ value }) => value);
}

async function readQuestions({ articles }: Corpus, file: string): Promise<TrainingQuestion[]> {
  const sections = new Map(articles.map(({ id, passages }) => [id, new Set(passages.map(headingOf))]));
  const lines = await readJsonLines<TrainingQuestion>(file);
  for (const { value, line } of lines) {
    for (const { article, section } of value.answers) {
      const known = sections.get(article);
      if (known && (section === null || known.has(section))) continue;
      const lost = known ? `section "${section}" in the article "${article}"` : `article "${article}"`;
      throw new Error(`${file}:${line}: there is no ${lost}. Correct the name or remove the line.`);
    }
  }
  return lines.map(({ value }) => value);
}
