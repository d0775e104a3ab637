import { quantile } from '../statistics/quantile.js';

/** Milliseconds of one call: as a clock shows it, and of the processor, which a busy machine does not make longer. */
export interface CallTime {
  readonly wall: number;
  readonly processor: number;
}

/** Calls one after the other. */
export async function timeEach<T>(inputs: readonly T[], call: (input: T) => unknown): Promise<CallTime[]> {
  const times: CallTime[] = [];
  for (const input of inputs) {
    const processor = process.cpuUsage();
    const started = performance.now();
    await call(input);
    const wall = performance.now() - started;
    const { user, system } = process.cpuUsage(processor);
    times.push({ wall, processor: (user + system) / 1000 });
  }
  return times;
}

/** Median and 99th percentile in milliseconds, of both kinds of time. */
export function formatTimes(times: readonly CallTime[]): string {
  const at = (share: number, of: keyof CallTime) =>
    quantile(
      times.map((time) => time[of]),
      share,
    ).toFixed(2);
  return `p50 ${at(0.5, 'wall')} ms, p99 ${at(0.99, 'wall')} ms (processor ${at(0.5, 'processor')}, ${at(0.99, 'processor')})`;
}
