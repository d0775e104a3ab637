import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '#src/config.js';
import { openSearcher } from '#src/open-librarian.js';
import { buildWithProgress } from '../cli/build.js';
import { loadConfiguredEmbedder } from '../cli/load-embedder.js';
import { quantile } from '../statistics/quantile.js';
import { calibrationOf } from '#src/retrieval/retrieve.js';
import { askQuestions } from './ask-questions.js';
import type { SearchingLibrarian } from './searching-librarian.js';
import { fitSearcher } from './fit.js';
import { percent, table } from './markdown.js';
import { openForEvaluation } from './open.js';
import { readQuestions, type EvaluationQuestion, type Split } from './questions.js';
import { reportRetrieval, type RetrievalReport } from './retrieval-report.js';
import { cleanQuestions, comparePairs } from './typo-pairs.js';

/** A model and what the questions came to with it. */
interface ModelColumn {
  readonly name: string;
  readonly dimensions: number;
  readonly report: RetrievalReport;
  readonly times: readonly number[];
}

/**
 * Runs the questions with the model of the settings and with another one, side by side. Both are fitted alike to the development
 * questions, so that the better model wins and not the better calibrated one.
 */
export async function compareModels(
  config: Config,
  model: string,
  librarian: SearchingLibrarian,
  development: readonly EvaluationQuestion[],
  splits: readonly Split[],
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-model-'));
  try {
    const otherConfig = { ...config, embeddingModel: model, indexDir: folder };
    const embedder = await loadConfiguredEmbedder(otherConfig);
    await buildWithProgress(otherConfig, embedder);
    const other = await openForEvaluation(config, await openSearcher(folder, embedder));
    const fitted = [];
    for (const one of [librarian, other])
      fitted.push({ ...one, searcher: await fitSearcher(one.searcher, development) });
    const reports = [];
    for (const split of splits) {
      const columns = [];
      for (const one of fitted) columns.push(await runModel(split, one));
      reports.push(formatColumns(split, columns));
    }
    return [...reports, adviceFor(other, model)].join('\n\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runModel(split: Split, librarian: SearchingLibrarian): Promise<ModelColumn> {
  const { searcher } = librarian;
  const questions = await readQuestions(split, searcher.generation);
  const asked = await askQuestions(questions, librarian);
  const clean = await askQuestions(cleanQuestions(questions), librarian);
  const pairs = comparePairs(asked.outcomes, clean.outcomes);
  return {
    name: searcher.embedder.id,
    dimensions: searcher.embedder.dimensions,
    report: reportRetrieval(asked, pairs, calibrationOf(searcher).threshold),
    times: asked.outcomes.map(({ ms }) => ms),
  };
}

function formatColumns(split: Split, columns: readonly ModelColumn[]): string {
  const row = (name: string, cell: (column: ModelColumn) => string) => [name, ...columns.map(cell)];
  const share =
    (key: 'hit1' | 'hit3' | 'mrr3' | 'ndcg5' | 'falseAbstention' | 'offTopicSilence') => (column: ModelColumn) =>
      percent(column.report[key]);
  return [
    `Models on the ${split} split, each fitted to the development questions`,
    '',
    ...table(
      ['Measure', ...columns.map(({ name }) => name)],
      [
        row('hit@1', share('hit1')),
        row('hit@3', share('hit3')),
        row('MRR@3', share('mrr3')),
        row('nDCG@5', share('ndcg5')),
        row('false abstention', share('falseAbstention')),
        row('off-topic silence', share('offTopicSilence')),
        row('mistyped, hit@1', ({ report }) => percent(report.typoPairs.hit1.mistyped)),
        row('calibration error', ({ report }) => `${(100 * report.reliability.error).toFixed(1)}%`),
        row('dimensions', ({ dimensions }) => String(dimensions)),
        row('ms to an answer, half below', ({ times }) => quantile(times, 0.5).toFixed(1)),
        row('ms to an answer, 99% below', ({ times }) => quantile(times, 0.99).toFixed(1)),
      ],
    ),
  ].join('\n');
}

function adviceFor({ searcher }: SearchingLibrarian, model: string): string {
  if (searcher.calibrations.models[searcher.embedder.fingerprint]) return `A calibration for ${model} is kept.`;
  return `No calibration for ${model} is kept, so it would answer by words alone. To use it set EMBEDDING_MODEL=${model}, then run "npm run index" and "npm run evaluate -- --calibrate".`;
}
