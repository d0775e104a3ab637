import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantile } from '../statistics/quantile.js';

const RUNS = 15;

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Process start to first answer against a bare start of transformers.js, in turns so that both meet the same machine. */
export function benchmarkStart(): string {
  const question = 'why does my lower back hurt when I hang from a bar?';
  const ask: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(timeProcess([script('./bare-start.js')]));
    ask.push(timeProcess([script('../ask.js'), '--json', question]));
  }
  const ratio = quantile(ask, 0.5) / quantile(bare, 0.5);
  return [
    `Process start to first answer, median of ${RUNS}`,
    `  bare transformers.js  ${quantile(bare, 0.5).toFixed(0)} ms`,
    `  npm run ask           ${quantile(ask, 0.5).toFixed(0)} ms`,
    `  ratio                 ${ratio.toFixed(2)} (to reach: at most 1.5)`,
  ].join('\n');
}

function timeProcess(parameters: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
