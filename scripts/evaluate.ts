import { openSearcher } from '#src/open-librarian.js';
import { readConfig } from '#src/config.js';
import { command, run } from './cli/command.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';
import { ablations } from './evaluate/ablations.js';
import { compareSystems } from './evaluate/comparison.js';
import { evaluateSplit } from './evaluate/evaluate-split.js';
import { keepCalibration } from './evaluate/fit.js';
import { formatGolden, lockGolden, runGolden } from './evaluate/golden.js';
import { formatNearPassages } from './evaluate/near-passages.js';
import { openForEvaluation, questionsToFit } from './evaluate/open.js';
import { compareModels } from './evaluate/other-model.js';
import type { Split } from './evaluate/questions.js';
import { rememberVectors } from './evaluate/rank-questions.js';
import { formatPeers, formatResult, writeMisses, writePeers, writeResult } from './evaluate/results.js';
import { peers } from './peers/peers.js';
import { quantile } from './statistics/quantile.js';

interface Options {
  calibrate?: boolean;
  test?: boolean;
  misses?: boolean;
  lockGolden?: boolean;
  peers?: boolean;
  model?: string;
}

const program = command(
  'evaluate',
  'Measures retrieval and safety on the messages in evaluation/ and writes tables, figures and plots to evaluation/results.',
)
  .option(
    '--calibrate',
    'fit ranking, confidence and threshold to the development questions and keep them for this model',
  )
  .option('--test', 'also run the test split, which is for final figures only')
  .option('--misses', 'also list the misses of the test split: after that it can tune nothing any more')
  .option('--peers', 'also ask MiniSearch, Orama and LangChain.js (npm ci --prefix scripts/peers --ignore-scripts)')
  .option('--model <name>', 'instead run the questions with another embedding model (hub id or folder), side by side')
  .option('--lock-golden', 'lock the golden questions that are met and list the others as known misses');

await run(program, async () => {
  const options = program.opts<Options>();
  const config = readConfig();
  const splits: Split[] = options.test ? ['development', 'test'] : ['development'];
  const embedder = await loadConfiguredEmbedder(config);
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
  const { searcher } = librarian;
  const remembering = { ...searcher, embedder: rememberVectors(embedder) };
  const systems = await ablations(remembering, development);
  const others = options.peers ? [systems[0]!, ...(await peers(remembering))] : null;
  for (const split of splits) {
    const evaluated = await evaluateSplit(split, librarian, systems);
    const { result, outcomes, times } = evaluated;
    await writeResult(evaluated);
    if (split === 'development' || options.misses) await writeMisses(evaluated);
    console.log(formatResult(result));
    console.log(
      `Milliseconds from message to answer: half below ${quantile(times, 0.5).toFixed(1)}, 99% below ${quantile(times, 0.99).toFixed(1)}\n`,
    );
    if (!others) continue;
    const compared = await compareSystems(
      others,
      outcomes.map(({ question }) => question),
    );
    await writePeers(result, compared);
    console.log(formatPeers(result, compared));
  }
  const golden = await runGolden(config.corpusDir, searcher);
  console.log(formatGolden(golden));
  console.log(formatNearPassages(searcher.generation));
  if (options.lockGolden) await lockGolden(config.corpusDir, golden);
});
