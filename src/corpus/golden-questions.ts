import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { headingOf, type Article } from './article.js';
import { readCorpusFile } from './corpus-files.js';
import { CorpusError, type Problem } from './problem.js';
import { parseYaml } from './yaml-file.js';

/** A question that the library must not fail: one of the sections has to be among the first quotes. */
export interface GoldenQuestion {
  readonly ask: string;
  readonly expect: readonly { readonly article: string; readonly section: string }[];
  /** Not met yet. It stays listed, and meeting it is good news, not an error. */
  readonly knownMiss: boolean;
}

const line = z.string().trim().min(1);
const goldenSchema = z.array(
  z.strictObject({
    ask: line,
    expect: z.array(z.strictObject({ article: line, section: line })).min(1),
    'known-miss': z.literal(true).optional(),
  }),
);

/** golden-questions.yaml of a corpus folder; none where there is no such file. @throws {CorpusError} naming every error with its line */
export function readGoldenQuestions(folder: string, articles: readonly Article[]): GoldenQuestion[] {
  const absolute = path.join(folder, 'golden-questions.yaml');
  if (!existsSync(absolute)) return [];
  const problems: Problem[] = [];
  const file = readCorpusFile(folder, absolute, (problem) => problems.push(problem));
  const parsed = file && parseYaml(file, goldenSchema, (problem) => problems.push(problem));
  if (!parsed) throw new CorpusError(problems);
  const sections = new Set(
    articles.flatMap(({ id, passages }) => passages.map((passage) => `${id}\n${headingOf(passage)}`)),
  );
  for (const [index, { expect }] of parsed.value.entries()) {
    for (const [at, { article, section }] of expect.entries()) {
      if (sections.has(`${article}\n${section}`)) continue;
      const message = `there is no section "${section}" in an article "${article}". Correct the names.`;
      problems.push({ file: file.file, line: parsed.lineOf([index, 'expect', at]), message, severity: 'error' });
    }
  }
  if (problems.length > 0) throw new CorpusError(problems);
  return parsed.value.map(({ ask, expect, 'known-miss': knownMiss }) => ({
    ask,
    expect,
    knownMiss: knownMiss === true,
  }));
}
