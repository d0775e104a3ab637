import { readFile } from 'node:fs/promises';
import type { Generation } from '#src/search-index/generation.js';

/** A message with the sections that answer it; none for a message that is off topic. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly text: string;
  /** How it is written, or for an off-topic message what it is about. */
  readonly style: string;
  readonly topic: string | null;
  /** Grade 2 answers head on, grade 1 helps, keyed by `article\nsection`. */
  readonly grades: ReadonlyMap<string, number>;
}

interface Line {
  readonly id: string;
  readonly text: string;
  readonly style?: string;
  readonly kind?: string;
  readonly topic?: string;
  readonly answers: readonly { article: string; section: string; grade: number }[];
}

export const sectionKey = (article: string, section: string) => `${article}\n${section}`;

/** Reads evaluation questions (JSON lines). @throws when a label names a section that the generation does not have */
export async function readQuestions(file: string, generation: Generation): Promise<EvaluationQuestion[]> {
  const sections = new Set(
    generation.passages.map(({ article, headings }) => sectionKey(article, headings.at(-1) ?? '')),
  );
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line, index) => {
    const { id, text, style, kind, topic, answers } = JSON.parse(line) as Line;
    const grades = new Map(answers.map(({ article, section, grade }) => [sectionKey(article, section), grade]));
    for (const key of grades.keys()) {
      if (sections.has(key)) continue;
      throw new Error(`${file}:${index + 1}: there is no section "${key.replace('\n', ' › ')}". Correct the label.`);
    }
    return { id, text, style: style ?? kind ?? '', topic: topic ?? null, grades };
  });
}
