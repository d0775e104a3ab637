import { setImmediate } from 'node:timers/promises';

/** Longest time that work on an index keeps everything else in the process waiting, in milliseconds. */
const LONGEST_HOLD = 2;

/** A pause for the steps of a long loop: others get their turn every few milliseconds, and heartbeats go out while an index is opened. */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD) return;
    await setImmediate();
    since = performance.now();
  };
}

/** Calls `step` for one item after the other, with such pauses. */
export async function forEachBreathing<T>(items: readonly T[], step: (item: T, index: number) => void): Promise<void> {
  const breathe = createBreather();
  for (const [index, item] of items.entries()) {
    step(item, index);
    await breathe();
  }
}
