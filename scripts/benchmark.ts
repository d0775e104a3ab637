import { readConfig } from '#src/config.js';
import { benchmarkDiscord } from './benchmark/discord.js';
import { benchmarkQuestions, benchmarkTriage } from './benchmark/questions.js';
import { benchmarkStart } from './benchmark/start.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';

const program = command('benchmark', 'Measures start-up, questions and triage; ratios are taken in one run.').argument(
  '[suite]',
  'discord: the whole bot, from a slash command to its answer, beside a bot that replies with a fixed text',
);

await run(program, async ([suite]) => {
  const config = readConfig();
  const { librarian, failure } = await openOrBuild(config);
  if (failure) throw failure;
  if (suite === 'discord') {
    console.log(await benchmarkDiscord(config));
    return;
  }
  console.log(benchmarkStart());
  console.log(await benchmarkQuestions(librarian));
  console.log(await benchmarkTriage(librarian));
});
