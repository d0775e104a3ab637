import { setImmediate } from 'node:timers/promises';

/** Steps of a few microseconds each that are made before the clock is looked at. */
const AT_ONCE = 64;
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

/** Calls a quick `step` for one item after the other, with such pauses. */
export async function forEachBreathing<T>(items: readonly T[], step: (item: T, index: number) => void): Promise<void> {
  const breathe = createBreather();
  for (let index = 0; index < items.length; index++) {
    step(items[index]!, index);
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
  }
}
