import { createRequire } from 'node:module';
import type cliProgress from 'cli-progress';

const require = createRequire(import.meta.url);

export interface ProgressBar {
  /** Starts the bar when it is called for the first time. */
  show(value: number, total: number, payload?: Record<string, string>): void;
  stop(): void;
}

/** A bar on standard error, so that standard output holds results alone. */
export function progressBar(format: string): ProgressBar {
  let bar: cliProgress.SingleBar | null = null;
  return {
    show: (value, total, payload = {}) => {
      bar ??= createBar(format);
      if (!bar.isActive) bar.start(total, 0, payload);
      bar.setTotal(total);
      bar.update(value, payload);
    },
    stop: () => {
      bar?.stop();
    },
  };
}

/** Most programs show no bar, and start sooner without the library. */
function createBar(format: string): cliProgress.SingleBar {
  const { SingleBar } = require('cli-progress') as typeof cliProgress;
  return new SingleBar({
    format,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    noTTYOutput: false,
  });
}
