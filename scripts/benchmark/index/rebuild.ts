import path from 'node:path';
import type { Embedder } from '#src/embedding/embedder.js';
import { quantile } from '../../statistics/quantile.js';
import { changeArticle, writeSyntheticCorpus } from './synthetic-corpus.js';
import { STAGES, timeBuild, type TimedBuild } from './timed-build.js';

const PASSAGES_EACH = 2;
const REFRESHES = 7;

type Times = Pick<TimedBuild, 'stages' | 'total'>;

/** One changed article against building all of them. */
export async function benchmarkRebuild(folder: string, articles: number, embedder: Embedder): Promise<string> {
  const corpusDir = path.join(folder, 'corpus');
  const indexDir = path.join(folder, 'index');
  await writeSyntheticCorpus({ folder: corpusDir, articles, passagesEach: PASSAGES_EACH });
  // A builder ends with its build: what it made is not kept here while the next one works.
  const build = async (): Promise<Times> => {
    const { stages, total } = await timeBuild(corpusDir, indexDir, embedder);
    return { stages, total };
  };
  const full = await build();
  const refreshes: Times[] = [];
  for (let time = 0; time < REFRESHES; time++) {
    const number = Math.floor((articles * (time + 0.5)) / REFRESHES);
    await changeArticle(corpusDir, number);
    refreshes.push(await build());
  }
  const withoutGraph = ({ total, stages }: Times) => total - stages.graph;
  const median = (timeOf: (times: Times) => number) => quantile(refreshes.map(timeOf), 0.5);
  const row = (name: string, timeOf: (times: Times) => number) => {
    const [whole, changed] = [timeOf(full), median(timeOf)];
    return `  ${name.padEnd(16)} ${whole.toFixed(0).padStart(7)} ms  ${changed.toFixed(0).padStart(7)} ms  ${whole === 0 ? '-' : (changed / whole).toFixed(3)}`;
  };
  return [
    `One changed article among ${articles} (${articles * PASSAGES_EACH} passages): full build, refresh (median of ${REFRESHES}), ratio`,
    `${row('without graph', withoutGraph)} (to reach: at most 0.1)`,
    row('with graph', ({ total }) => total),
    ...STAGES.map((stage) => row(`  ${stage}`, ({ stages }) => stages[stage])),
  ].join('\n');
}
