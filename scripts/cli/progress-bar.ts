import cliProgress from 'cli-progress';

export interface ProgressBar {
  /** Starts the bar when it is called for the first time. */
  show(value: number, total: number, payload?: Record<string, string>): void;
  stop(): void;
}

/** A bar on standard error, so that standard output holds results alone. */
export function progressBar(format: string): ProgressBar {
  const bar = new cliProgress.SingleBar({
    format,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    noTTYOutput: false,
  });
  return {
    show: (value, total, payload = {}) => {
      if (!bar.isActive) bar.start(total, 0, payload);
      bar.setTotal(total);
      bar.update(value, payload);
    },
    stop: () => {
      bar.stop();
    },
  };
}
