import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { headingOf } from '#src/corpus/article.js';
import type { Generation } from '#src/search-index/generation.js';
import { readJsonLines, type JsonLine } from '../cli/json-lines.js';

/** Development questions are for tuning, test questions for final figures only. */
export type Split = 'development' | 'test';

const FOLDER = 'evaluation/retrieval';

/** A message with the sections that answer it; none for a message that is off topic. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly text: string;
  /** How it is written, or for an off-topic message what it is about. */
  readonly style: string;
  readonly topic: string | null;
  /** Grade 2 answers head on, grade 1 helps, keyed by `article\nsection`. */
  readonly grades: ReadonlyMap<string, number>;
  /** The same question without its typing errors. */
  readonly clean: string | null;
  /** The message that this one follows up. */
  readonly previous: string | null;
  /** Name of its file, without the ending: each holds the messages of other writers. */
  readonly writers: string;
}

/** Whether the articles answer it. */
export const isInScope = ({ grades }: Pick<EvaluationQuestion, 'grades'>) => grades.size > 0;

interface Line {
  readonly id: string;
  readonly text: string;
  readonly style?: string;
  readonly kind?: string;
  readonly topic?: string;
  readonly answers: readonly { article: string; section: string; grade: number }[];
  readonly clean?: string;
  readonly context?: string;
}

export const sectionKey = (article: string, section: string) => `${article}\n${section}`;

/** All files of a split: every group of writers has one of its own, such as `development-2.jsonl`. */
export async function filesOf(split: Split, folder = FOLDER): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(split) && name.endsWith('.jsonl'));
  return names.sort().map((name) => path.posix.join(folder, name));
}

/** The questions of a split. @throws when a line is none, an id is there twice, or a label names a section that the generation does not have */
export async function readQuestions(
  split: Split,
  generation: Pick<Generation, 'passages'>,
  folder = FOLDER,
): Promise<EvaluationQuestion[]> {
  const sections = new Set(generation.passages.map((passage) => sectionKey(passage.article, headingOf(passage))));
  const files = await filesOf(split, folder);
  const questions = (await Promise.all(files.map((file) => readFileOf(file, sections)))).flat();
  const ids = new Set<string>();
  for (const { id } of questions) {
    if (ids.has(id)) throw new Error(`${folder}: the id "${id}" is there twice. Give each question one of its own.`);
    ids.add(id);
  }
  return questions;
}

async function readFileOf(file: string, sections: ReadonlySet<string>): Promise<EvaluationQuestion[]> {
  return (await readJsonLines<Line>(file)).map((line) => toQuestion(line, file, sections));
}

function toQuestion({ value, line }: JsonLine<Line>, file: string, sections: ReadonlySet<string>): EvaluationQuestion {
  const { id, text, style, kind, topic, answers, clean, context } = value;
  const grades = new Map(answers.map(({ article, section, grade }) => [sectionKey(article, section), grade]));
  for (const key of grades.keys()) {
    if (sections.has(key)) continue;
    throw new Error(`${file}:${line}: there is no section "${key.replace('\n', ' › ')}". Correct the label.`);
  }
  return {
    id,
    text,
    style: style ?? kind ?? 'unlabelled',
    topic: topic ?? null,
    grades,
    clean: clean ?? null,
    previous: context ?? null,
    writers: path.basename(file, '.jsonl'),
  };
}
