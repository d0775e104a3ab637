import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Argument } from 'commander';
import type { Librarian } from '#src/answer-question.js';
import { readConfig, type Config } from '#src/config.js';
import { benchmarkDiscord } from './benchmark/discord.js';
import { benchmarkBeside } from './benchmark/discord/beside.js';
import { benchmarkRefresh } from './benchmark/discord/refresh.js';
import { benchmarkBuild } from './benchmark/index/build.js';
import { benchmarkPeers } from './benchmark/index/peers.js';
import { benchmarkRebuild } from './benchmark/index/rebuild.js';
import { benchmarkSearch } from './benchmark/index/search.js';
import { benchmarkQuestions, benchmarkTriage } from './benchmark/questions.js';
import { benchmarkStart } from './benchmark/start.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';

interface Given {
  readonly config: Config;
  readonly librarian: Librarian;
  /** An empty folder, for this size of this suite alone. */
  readonly folder: string;
  readonly size: number;
}

/** A suite measures each of its sizes; `large` ones only when they are asked for, since they take minutes. */
interface Suite {
  readonly sizes: readonly number[];
  readonly large?: readonly number[];
  readonly measure: (given: Given) => string | Promise<string>;
}

const SUITES: Readonly<Record<string, Suite>> = {
  start: { sizes: [1], measure: () => benchmarkStart() },
  questions: { sizes: [1], measure: ({ librarian }) => benchmarkQuestions(librarian) },
  triage: { sizes: [1], measure: ({ librarian }) => benchmarkTriage(librarian) },
  build: {
    sizes: [1000, 2000, 10_000],
    large: [100_000],
    measure: ({ folder, size, librarian }) => benchmarkBuild(folder, size, librarian),
  },
  rebuild: {
    sizes: [1000],
    large: [10_000],
    measure: ({ folder, size, librarian }) => benchmarkRebuild(folder, size, librarian.searcher!.embedder),
  },
  search: { sizes: [1000, 10_000], large: [100_000], measure: ({ folder, size }) => benchmarkSearch(folder, size) },
  peers: { sizes: [1000, 10_000], measure: ({ folder, size, librarian }) => benchmarkPeers(folder, size, librarian) },
  discord: { sizes: [1], measure: ({ config }) => benchmarkDiscord(config) },
  refresh: {
    sizes: [100, 1000],
    large: [10_000],
    measure: ({ folder, size, config, librarian }) => benchmarkRefresh(folder, size, config, librarian),
  },
  beside: {
    sizes: [20_000],
    measure: ({ folder, size, librarian }) => benchmarkBeside(folder, size, librarian.searcher!.embedder),
  },
};

const HELP = `
build, rebuild, search   the index: from nothing, after one changed article, its vectors
peers                    MiniSearch, Orama and LangChain.js on the same passages (npm ci --prefix scripts/peers/packages --ignore-scripts)
discord                  the bot beside one that replies with a fixed text
refresh                  what moderators wait for, with two bots on the same folders
beside                   50 questions a second while 20,000 passages are refreshed; takes some minutes`;

const USUAL = ['start', 'questions', 'triage'];
const program = command(
  'benchmark',
  'Measures start-up, questions and triage, or the suites that are named; ratios are taken in one run.',
)
  .addArgument(new Argument('[suites...]', 'what to measure').choices(Object.keys(SUITES)))
  .addHelpText('after', HELP)
  .option('--large', 'the large sizes too, which take minutes and gigabytes');

await run(program, async (names) => {
  const config = readConfig();
  const { librarian, failure } = await openOrBuild(config);
  if (failure) throw failure;
  for (const name of names.length > 0 ? names : USUAL) {
    const { sizes, large = [], measure } = SUITES[name]!;
    for (const size of program.opts<{ large?: true }>().large ? [...sizes, ...large] : sizes) {
      const folder = await mkdtemp(path.join(tmpdir(), 'backchat-benchmark-'));
      try {
        console.log(await measure({ config, librarian: librarian(), folder, size }));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
});
