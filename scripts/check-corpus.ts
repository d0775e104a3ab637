import { readConfig } from '#src/config.js';
import { readGoldenQuestions } from '#src/corpus/golden-questions.js';
import { checkCorpus, passagesOf } from '#src/corpus/read-corpus.js';
import { readingAge } from '#src/corpus/reading-age.js';
import { formatProblem } from '#src/corpus/problem.js';
import { quantile } from './statistics/quantile.js';
import { command, run } from './cli/command.js';

const program = command('check-corpus', 'Reads the corpus and names everything its authors should mend.');

await run(program, async () => {
  const { corpusDir } = readConfig();
  const { corpus, problems } = await checkCorpus(corpusDir, new Date().toISOString().slice(0, 10));
  for (const problem of problems)
    console.log(`${problem.severity === 'error' ? 'error  ' : 'warning'}  ${formatProblem(problem)}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  console.log(`${errors} errors, ${warnings} warnings.`);
  if (!corpus) {
    process.exitCode = 1;
    return;
  }
  const { articles, sources, glossary } = corpus;
  const passages = passagesOf(articles);
  const golden = readGoldenQuestions(corpusDir, articles);
  console.log(
    `${articles.length} articles, ${passages.length} passages, ${sources.length} sources, ${glossary.length} glossary terms, ${golden.length} golden questions.`,
  );
  console.log(`Words a passage:       ${distribution(passages.map(({ text }) => text.split(/\s+/).length))}`);
  console.log(`Characters a passage:  ${distribution(passages.map(({ text }) => text.length))}`);
  console.log(`Reading age in years:  ${distribution(passages.map(({ text }) => readingAge(text)))}`);
});

function distribution(values: readonly number[]): string {
  const at = (share: number) => quantile(values, share).toFixed(0);
  return `median ${at(0.5)}, 10% below ${at(0.1)}, 10% above ${at(0.9)}, most ${at(1)}`;
}
