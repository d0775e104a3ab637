import { setImmediate } from 'node:timers/promises';

/** Longest time that work on an index keeps everything else in the process waiting, in milliseconds. */
const LONGEST_HOLD = 4;

/** A pause for the steps of a long loop: others get their turn every few milliseconds, and heartbeats go out while an index is opened. */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD) return;
    await setImmediate();
    since = performance.now();
  };
}
