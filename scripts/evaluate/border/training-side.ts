import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readArticleFiles } from '#src/corpus/corpus-files.js';
import { parseFrontMatter } from '#src/corpus/front-matter.js';
import { CorpusError, type Problem } from '#src/corpus/problem.js';
import { parseYaml } from '#src/corpus/yaml-file.js';
import { RULES } from '#src/safety/rule-files.js';
import { readPlacedLines, type PlacedText } from './placed-text.js';

const TRAINING_FOLDER = 'training';
/** As people type it; the file itself is found wherever the program was started. */
const RULES_FILE = 'src/safety/red-flags.yaml';

const golden = z.array(z.object({ ask: z.string() }));
const example = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);
const examples = z.object({ fires: z.array(example), silent: z.array(example) });
const rules = z.object({
  phrases: z.object({ fire: z.array(example), silent: z.array(example) }),
  rules: z.array(examples),
});

/** Everything that model, ranking or rules were made from: training questions, questions of articles, golden questions, examples of rules. */
export async function readTrainingSide(corpusDir: string): Promise<PlacedText[]> {
  const names = (await readdir(TRAINING_FOLDER)).filter((name) => name.endsWith('.jsonl')).sort();
  const written = names.map((name) => readPlacedLines(path.posix.join(TRAINING_FOLDER, name), ['text']));
  return [
    ...(await Promise.all(written)).flat(),
    ...(await readArticleQuestions(corpusDir)),
    ...(await readGolden(corpusDir)),
    ...(await readRuleExamples()),
  ];
}

async function readArticleQuestions(corpusDir: string): Promise<PlacedText[]> {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const found = (await readArticleFiles(corpusDir, report)).flatMap((file) => {
    const parsed = parseFrontMatter(file, report);
    if (!parsed) return [];
    const { value, lineOf } = parsed.frontMatter;
    return value.questions.map((question, at) => ({
      text: typeof question === 'string' ? question : question.ask,
      file: file.file,
      line: lineOf(['questions', at]),
    }));
  });
  refuse(problems);
  return found;
}

async function readGolden(corpusDir: string): Promise<PlacedText[]> {
  const file = path.posix.join(path.basename(corpusDir), 'golden-questions.yaml');
  const absolute = path.join(corpusDir, 'golden-questions.yaml');
  if (!existsSync(absolute)) return [];
  const { value, lineOf } = await readYaml(absolute, file, golden);
  return value.map(({ ask }, at) => ({ text: ask, file, line: lineOf([at]) }));
}

async function readRuleExamples(): Promise<PlacedText[]> {
  const { value, lineOf } = await readYaml(RULES, RULES_FILE, rules);
  const place = (texts: readonly string[], where: readonly PropertyKey[]) =>
    texts.map((text, at) => ({ text, file: RULES_FILE, line: lineOf([...where, at]) }));
  return [
    ...place(value.phrases.fire, ['phrases', 'fire']),
    ...place(value.phrases.silent, ['phrases', 'silent']),
    ...value.rules.flatMap(({ fires, silent }, rule) => [
      ...place(fires, ['rules', rule, 'fires']),
      ...place(silent, ['rules', rule, 'silent']),
    ]),
  ];
}

async function readYaml<T>(from: string | URL, file: string, schema: z.ZodType<T>) {
  const problems: Problem[] = [];
  const parsed = parseYaml({ file, text: await readFile(from, 'utf8') }, schema, (problem) => problems.push(problem));
  refuse(problems);
  return parsed!;
}

function refuse(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CorpusError(errors);
}
