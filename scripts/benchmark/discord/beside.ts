import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Embedder } from '#src/embedding/embedder.js';
import { quantile } from '../../statistics/quantile.js';
import { writeSyntheticCorpus } from '../index/synthetic-corpus.js';
import { timeBuild } from '../index/timed-build.js';
import { trainingTexts } from '../training-texts.js';
import type { Asked } from './orders.js';
import { measureOutside } from './outside.js';

const QUESTIONS_A_SECOND = 50;
const PASSAGES_EACH = 5;

/** 50 questions a second while a moderator refreshes an index of so many passages of which every one has another text, and publishes it. */
export async function benchmarkBeside(folder: string, passages: number, embedder: Embedder): Promise<string> {
  const place = {
    CORPUS_DIR: path.join(folder, 'corpus'),
    INDEX_DIR: path.join(folder, 'index'),
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  const corpus = { folder: place.CORPUS_DIR, articles: passages / PASSAGES_EACH, passagesEach: PASSAGES_EACH };
  await writeSyntheticCorpus(corpus);
  const built = await timeBuild(place.CORPUS_DIR, place.INDEX_DIR, embedder);
  await rm(place.CORPUS_DIR, { recursive: true });
  await writeSyntheticCorpus({ ...corpus, seed: 1 });
  const texts = await trainingTexts();
  const measured = await measureOutside('beside', { place, questionsASecond: QUESTIONS_A_SECOND, texts });
  const { before, refresh, publish, after, seconds, memory } = measured;
  const all = [before, refresh, publish, after];
  const failures = all.flatMap((asked) => asked.failures);
  const ratio = (times: readonly number[]) =>
    `${(quantile(times, 0.99) / quantile(before.times, 0.99)).toFixed(2)} times the undisturbed p99`;
  const growth = (100 * (memory.after / memory.before - 1)).toFixed(1);
  return [
    `${QUESTIONS_A_SECOND} questions a second through the stand-in for Discord beside a refresh of ${passages} passages, all with another text (a build with nothing beside it: ${(built.total / 1000).toFixed(0)} s)`,
    line('undisturbed', before),
    `${line(`refresh, ${seconds.refresh.toFixed(0)} s`, refresh)}: ${ratio(refresh.times)} (to reach: at most 3)`,
    `${line(`publish, ${seconds.publish.toFixed(0)} s`, publish)}: ${ratio(publish.times)} (to reach: at most 3)`,
    `  both together: ${ratio([...refresh.times, ...publish.times])}`,
    line('afterwards', after),
    `  ${failures.length} of ${all.reduce((sum, { times }) => sum + times.length, 0)} failed (to reach: none)${failures.length > 0 ? `, the first: ${failures[0]!}` : ''}`,
    `  resident memory ${memory.before.toFixed(0)} MB before, ${memory.after.toFixed(0)} MB after: ${growth}% (to reach: at most 10%)`,
  ].join('\n');
}

function line(name: string, asked: Asked): string {
  const { times, delay, longest } = asked;
  const at = (share: number) => quantile(times, share).toFixed(1);
  return `  ${name.padEnd(15)} ${times.length} answers, p50 ${at(0.5)} p99 ${at(0.99)} longest ${at(1)} ms; event loop late by p99 ${delay.toFixed(1)} ms (to reach: 20), longest ${longest.toFixed(0)} ms`;
}
