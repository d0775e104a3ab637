import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { workOutside } from '#src/build-outside.js';
import type { Config } from '#src/config.js';
import { openLiveSearcher } from '#src/open-librarian.js';
import { quantile } from '../../statistics/quantile.js';
import { trainingTexts } from '../questions.js';
import { timeBuild } from './timed-build.js';
import { writeSyntheticCorpus } from './synthetic-corpus.js';

const QUESTIONS_A_SECOND = 50;
const PASSAGES_EACH = 5;
const QUIET_SECONDS = 10;

/** Answers 50 questions a second, first alone and then beside a build of this many passages that takes the place of a smaller index. */
export async function benchmarkBeside(
  folder: string,
  passages: number,
  config: Config,
  librarian: Librarian,
): Promise<string> {
  const { embedder } = librarian.searcher!;
  const corpora = { small: path.join(folder, 'small'), large: path.join(folder, 'large') };
  const indexDir = path.join(folder, 'index');
  await writeSyntheticCorpus({ folder: corpora.small, articles: 400, passagesEach: PASSAGES_EACH });
  await writeSyntheticCorpus({
    folder: corpora.large,
    articles: passages / PASSAGES_EACH,
    passagesEach: PASSAGES_EACH,
  });
  await timeBuild(corpora.small, indexDir, embedder);
  let switched = 0;
  const live = await openLiveSearcher({ indexDir }, embedder, { onSwitch: () => switched++ });
  const texts = await trainingTexts();
  const ask = async (at: number) => {
    const begun = performance.now();
    await answerQuestion(texts[at % texts.length]!, { ...librarian, searcher: live.current() }, { id: String(at) });
    return performance.now() - begun;
  };
  for (let at = 0; at < 300; at++) await ask(at);

  const quiet = await askWhile(setTimeout(QUIET_SECONDS * 1000), ask);
  const place = { ...config, corpusDir: corpora.large, indexDir };
  const build = workOutside(place, { kind: 'build' }, { timeoutMs: 600_000 });
  const busy = await askWhile(
    build.then(() => setTimeout(3000)),
    ask,
  );
  live.close();
  const line = (name: string, { times, delay, longest }: Asked) =>
    `  ${name.padEnd(12)} ${times.length} questions: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms; event loop delay p99 ${delay.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`;
  const ratio = quantile(busy.times, 0.99) / quantile(quiet.times, 0.99);
  return [
    `${QUESTIONS_A_SECOND} questions a second beside a build of ${passages} passages (${switched - 1} switch to the new generation included)`,
    line('undisturbed', quiet),
    `${line('beside it', busy)} (to reach: delay p99 20 ms)`,
    `  ratio of question p99 ${ratio.toFixed(2)} (to reach: at most 3)`,
  ].join('\n');
}

interface Asked {
  readonly times: readonly number[];
  /** Milliseconds by which timers came late: the 99th of 100, and the longest. */
  readonly delay: number;
  readonly longest: number;
}

/** Asks at a steady pace until `end`. A question that is late is late from when it should have been asked. */
async function askWhile(end: Promise<unknown>, ask: (at: number) => Promise<number>): Promise<Asked> {
  const pause = 1000 / QUESTIONS_A_SECOND;
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  let going = true;
  const ended = end.finally(() => {
    going = false;
  });
  const times: number[] = [];
  const begun = performance.now();
  for (let at = 0; going; at++) {
    const due = begun + at * pause;
    const wait = due - performance.now();
    // Also when it is late: questions come in through the event loop, and an answer may never leave it a turn.
    await (wait > 0 ? setTimeout(wait) : setImmediate());
    const late = Math.max(0, performance.now() - due - 2);
    times.push(late + (await ask(at)));
  }
  await ended;
  delays.disable();
  return { times, delay: delays.percentile(99) / 1e6, longest: delays.max / 1e6 };
}
