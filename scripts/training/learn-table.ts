import { parentPort, workerData } from 'node:worker_threads';
import { readLessons } from './lessons.js';

/** What a thread is told to do. */
export interface TableOrder {
  /** Folder of the training questions. */
  readonly training: string;
  readonly seed: number;
}

/** What it says: how it gets on, and at the end what it learned. */
export type TableReport = { readonly epoch: number; readonly loss: number } | { readonly table: Float32Array };

const { training, seed } = workerData as TableOrder;
const say = (report: TableReport) => {
  parentPort!.postMessage(report);
};
const { learn } = await readLessons(training);
const table = learn(seed, (epoch, loss) => {
  say({ epoch, loss });
});
say({ table });
