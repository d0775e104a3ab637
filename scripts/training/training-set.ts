import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { headingOf } from '#src/corpus/article.js';
import type { Corpus } from '#src/corpus/read-corpus.js';

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

/** The questions of the articles, those of a folder (`questions.jsonl`, `off-topic.jsonl`; see training/README.md), and all passages. */
export async function readTrainingSet(corpus: Corpus, folder: string): Promise<TrainingSet> {
  const questionsFile = path.join(folder, 'questions.jsonl');
  const written = await readLines<TrainingQuestion>(questionsFile);
  for (const [index, { answers }] of written.entries()) {
    const lost = answers.find((answer) => !corpus.articles.some(({ id }) => id === answer.article));
    if (lost) {
      throw new Error(
        `${questionsFile}:${index + 1}: there is no article "${lost.article}". Correct the name or remove the line.`,
      );
    }
  }
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

/** Lines of JSON. */
export async function readLines<Line>(file: string): Promise<Line[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}
