import { openSearcher } from '#src/open-librarian.js';
import { readConfig } from '#src/config.js';
import { command, run } from './cli/command.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';
import { checkBorder } from './evaluate/border/check-border.js';
import { keepCalibration } from './evaluate/fit.js';
import { formatGolden, lockGolden, runGolden } from './evaluate/golden.js';
import { formatNearPassages } from './evaluate/near-passages.js';
import { openForEvaluation, questionsToFit } from './evaluate/open.js';
import { compareModels } from './evaluate/other-model.js';
import { runEvaluation } from './evaluate/run-evaluation.js';

interface Options {
  border?: boolean;
  calibrate?: boolean;
  lockGolden?: boolean;
  misses?: boolean;
  model?: string;
  peers?: boolean;
  test?: boolean;
}

const program = command(
  'evaluate',
  'Measures retrieval and safety on the messages in evaluation/ and writes tables, figures and plots to evaluation/results.',
)
  .option(
    '--calibrate',
    'first fit ranking, confidence and threshold to the development questions and keep them for this model',
  )
  .option('--test', 'also run the test split, which is for final figures only')
  .option('--misses', 'also list the misses of the test split: after that it can tune nothing any more')
  .option(
    '--peers',
    'also ask MiniSearch, Orama and LangChain.js (npm ci --prefix scripts/peers/packages --ignore-scripts)',
  )
  .option('--lock-golden', 'lock the golden questions that are met and list the others as known misses')
  .option('--model <name>', 'instead run the questions with another embedding model (hub id or folder), side by side')
  .option('--border', 'instead look for training texts that are too much like evaluation messages');

await run(program, async () => {
  const options = program.opts<Options>();
  const config = readConfig();
  const embedder = await loadConfiguredEmbedder(config);
  if (options.border) {
    const { clean, text } = await checkBorder(config.corpusDir, embedder);
    console.log(text);
    if (!clean) process.exitCode = 1;
    return;
  }
  const splits = options.test ? (['development', 'test'] as const) : (['development'] as const);
  let librarian = await openForEvaluation(config, await openSearcher(config.indexDir, embedder));
  const development = await questionsToFit(librarian);
  if (options.model !== undefined) {
    console.log(await compareModels(config, options.model, librarian, development, splits));
    return;
  }
  if (options.calibrate) {
    const calibrations = await keepCalibration(librarian.searcher, development);
    librarian = { ...librarian, searcher: { ...librarian.searcher, calibrations } };
  }
  await runEvaluation(librarian, development, splits, options);
  const golden = await runGolden(config.corpusDir, librarian.searcher);
  console.log(formatGolden(golden));
  console.log(formatNearPassages(librarian.searcher.generation));
  if (options.lockGolden) await lockGolden(config.corpusDir, golden);
});
