import path from 'node:path';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { openSearcher } from '#src/open-librarian.js';
import { quantile } from '../../statistics/quantile.js';
import { trainingTexts } from '../questions.js';
import { writeSyntheticCorpus } from './synthetic-corpus.js';
import { timeBuild } from './timed-build.js';

const PASSAGES_EACH = 5;
const QUESTIONS = 500;
/** Milliseconds that 99 of 100 whole questions may take, by the number of passages. */
const GOALS: Readonly<Record<number, number>> = { 2000: 5, 100_000: 15 };

/** Whole answers (triage, embedding, search, quotes) over an index of this many passages. */
export async function benchmarkAnswers(folder: string, passages: number, librarian: Librarian): Promise<string> {
  const { embedder } = librarian.searcher!;
  const corpusDir = path.join(folder, 'corpus');
  const indexDir = path.join(folder, 'index');
  await writeSyntheticCorpus({ folder: corpusDir, articles: passages / PASSAGES_EACH, passagesEach: PASSAGES_EACH });
  await timeBuild(corpusDir, indexDir, embedder);
  const searcher = await openSearcher(indexDir, embedder);
  const texts = await trainingTexts();
  const times: number[] = [];
  for (let at = -100; at < QUESTIONS; at++) {
    const begun = performance.now();
    await answerQuestion(texts[(at + 100) % texts.length]!, { ...librarian, searcher }, { id: String(at) });
    if (at >= 0) times.push(performance.now() - begun);
  }
  const goal = GOALS[passages];
  return [
    `Whole question over ${passages} passages (search by ${searcher.generation.passageTexts.nearest.method}), ${QUESTIONS} questions`,
    `  p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms${goal ? ` (to reach: p99 ${goal} ms)` : ''}`,
  ].join('\n');
}
