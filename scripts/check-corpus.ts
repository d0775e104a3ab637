import { readConfig } from '#src/config.js';
import { checkCorpus, passagesOf } from '#src/corpus/read-corpus.js';
import { formatProblem } from '#src/corpus/problem.js';
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
  const { articles, sources } = corpus;
  console.log(`${articles.length} articles, ${passagesOf(articles).length} passages, ${sources.length} sources.`);
});
