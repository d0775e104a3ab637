import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { BUNDLED_MODEL_FOLDER } from '#src/embedding/transformers.js';
import { command, run } from './cli/command.js';
import { wholeNumber } from './cli/whole-number.js';
import { joinTables } from './training/join-tables.js';
import type { TableOrder, TableReport } from './training/learn-table.js';
import { DIMENSIONS, readLessons } from './training/lessons.js';
import { writeModelFolder } from './training/model-folder.js';
import { quantize } from './training/static-model.js';

interface Options {
  training: string;
  out: string;
  seed: number;
}

// Both chosen in evaluation/results/model-comparison.md.
/** Tables that are learned side by side, each from a seed of its own, and joined. */
const TABLES = 4;
/** Of the joined table. */
const KEPT_DIMENSIONS = 160;

const program = command(
  'train',
  'Trains the embedding model that comes with the project, from the corpus and the training questions.',
)
  .option('--training <folder>', 'folder of the training questions', 'training')
  .option('--out <folder>', 'where the model is written', BUNDLED_MODEL_FOLDER)
  .option('--seed <number>', 'the same seed gives the same model', wholeNumber, 1);

await run(program, async () => {
  const options = program.opts<Options>();
  const started = performance.now();
  const { vocabulary, passages, questions } = await readLessons(options.training);
  console.log(`${questions.length} questions, ${passages} passages, ${vocabulary.length} subwords.`);
  const seeds = Array.from({ length: TABLES }, (_, table) => (options.seed - 1) * TABLES + table + 1);
  const tables = await Promise.all(seeds.map((seed) => learnTable({ training: options.training, seed })));
  const joined = joinTables(tables, DIMENSIONS, questions, KEPT_DIMENSIONS);
  const folder = path.resolve(options.out);
  await writeModelFolder(folder, vocabulary, quantize(joined, KEPT_DIMENSIONS));
  console.log(`Written to ${folder} in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
});

/** Learns a table in a thread of its own and tells how it gets on. */
function learnTable(order: TableOrder): Promise<Float32Array> {
  const worker = new Worker(new URL('training/learn-table.js', import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (report: TableReport) => {
      if ('table' in report) resolve(report.table);
      else console.log(`seed ${order.seed}, epoch ${report.epoch}: loss ${report.loss.toFixed(3)}`);
    });
  });
}
