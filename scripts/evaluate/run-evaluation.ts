import { peers } from '../peers/peers.js';
import { quantile } from '../statistics/quantile.js';
import { ablations } from './ablations.js';
import { compareSystems } from './comparison.js';
import { evaluateSplit } from './evaluate-split.js';
import type { SearchingLibrarian } from './searching-librarian.js';
import { formatPeers, formatResult } from './format-result.js';
import type { EvaluationQuestion, Split } from './questions.js';
import { rememberVectors } from './rank-questions.js';

interface Wanted {
  /** Also list what went wrong on the test split. */
  readonly misses?: boolean;
  /** Also ask other libraries. */
  readonly peers?: boolean;
}

/** Measures every split, prints the reports and keeps them in evaluation/results. */
export async function runEvaluation(
  librarian: SearchingLibrarian,
  development: readonly EvaluationQuestion[],
  splits: readonly Split[],
  wanted: Wanted,
): Promise<void> {
  // The charting library takes a while to load, and --help can do without it.
  const { writeMisses, writePeers, writeResult } = await import('./results.js');
  const { searcher } = librarian;
  const remembering = { ...searcher, embedder: rememberVectors(searcher.embedder) };
  const systems = await ablations(remembering, development);
  const others = wanted.peers ? [systems[0]!, ...(await peers(remembering))] : null;
  for (const split of splits) {
    const evaluated = await evaluateSplit(split, librarian, systems);
    const { result, outcomes, times } = evaluated;
    await writeResult(result);
    if (split === 'development' || wanted.misses) await writeMisses(evaluated);
    console.log(formatResult(result));
    console.log(formatTimes(times));
    if (!others) continue;
    const questions = outcomes.map(({ question }) => question);
    const compared = await compareSystems(others, questions);
    await writePeers(result, compared);
    console.log(formatPeers(result, compared));
  }
}

/** Times differ from run to run, so they are printed and not kept. */
const formatTimes = (times: readonly number[]) =>
  `Milliseconds from message to answer: half below ${quantile(times, 0.5).toFixed(1)}, 99% below ${quantile(times, 0.99).toFixed(1)}.\n`;
