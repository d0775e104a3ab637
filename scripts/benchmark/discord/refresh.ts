import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import type { Config } from '#src/config.js';
import { quantile } from '../../statistics/quantile.js';
import { writeSyntheticCorpus } from '../index/synthetic-corpus.js';
import { timeBuild } from '../index/timed-build.js';
import type { Both } from './orders.js';
import { measureOutside } from './outside.js';

const ROUNDS = 5;
const PASSAGES_EACH = 5;
/** Folder of the others in the corpus folder. */
const SYNTHETIC = 'synthetic';
const QUESTION = 'why does my lower back hurt when I hang from a bar?';

/** The real articles among so many others, with their golden questions: what moderators wait for when one article has changed. */
export async function benchmarkRefresh(
  folder: string,
  articles: number,
  { corpusDir }: Config,
  librarian: Librarian,
): Promise<string> {
  const place = {
    CORPUS_DIR: path.join(folder, 'corpus'),
    INDEX_DIR: path.join(folder, 'index'),
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  const { embedder, generation } = librarian.searcher!;
  const synthetic = path.join(place.CORPUS_DIR, SYNTHETIC);
  await cp(corpusDir, place.CORPUS_DIR, { recursive: true });
  await writeSyntheticCorpus({
    folder: synthetic,
    articles: articles - generation.articles.size,
    passagesEach: PASSAGES_EACH,
  });
  await rm(path.join(synthetic, 'sources.yaml'));
  const built = await timeBuild(place.CORPUS_DIR, place.INDEX_DIR, embedder);
  const { quotes } = await answerQuestion(QUESTION, librarian, { id: '' });
  const times = await measureOutside('refresh', {
    place,
    file: path.join(SYNTHETIC, 'article-0.md'),
    rounds: ROUNDS,
    question: QUESTION,
    passage: quotes[0]!.passage,
    words: /^[\w ]+/.exec(quotes[0]!.text)![0],
  });
  return [
    `Moderators at work on ${articles} articles (${built.result.generation.passages.length} passages), two bots on the same folders, ${ROUNDS} rounds`,
    `  from /corpus refresh (one changed article) to the review: ${formatTimes(times.review)}`,
    `  from Publish to the first answer of the new generation: ${formatBoth(times.publish)}`,
    `  from /corpus quarantine to silence: ${formatBoth(times.quarantine)} (to reach: 1,000 ms)`,
  ].join('\n');
}

function formatTimes(times: readonly number[]): string {
  return `median ${quantile(times, 0.5).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`;
}

function formatBoth(times: readonly Both[]): string {
  const told = times.map((both) => both.told);
  const other = times.map((both) => both.other);
  return `${formatTimes(told)}; in the other process ${formatTimes(other)}`;
}
