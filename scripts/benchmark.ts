import { readConfig } from '#src/config.js';
import { benchmarkQuestions, benchmarkTriage } from './benchmark/questions.js';
import { benchmarkStart } from './benchmark/start.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';

const program = command('benchmark', 'Measures start-up, questions and triage; ratios are taken in one run.');

await run(program, async () => {
  const { librarian, failure } = await openOrBuild(readConfig());
  if (failure) throw failure;
  console.log(benchmarkStart());
  console.log(await benchmarkQuestions(librarian));
  console.log(await benchmarkTriage(librarian));
});
