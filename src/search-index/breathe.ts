import { setImmediate } from 'node:timers/promises';

/** Steps of a few microseconds each that are made before the clock is looked at. */
const AT_ONCE = 64;
/** Longest time that work on an index keeps everything else in the process waiting, in milliseconds. */
const LONGEST_HOLD = 1;
/** A turn of the event loop that took longer had something else to do, in milliseconds. */
const IDLE_TURN = 0.2;
/** Longest time that others go first, in milliseconds: however busy they are, the work comes to its end. */
const LONGEST_PAUSE = 20;

/**
 * A pause for the steps of a long loop: whoever answers questions goes first, and the work goes on when the process has nothing else to do.
 */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_HOLD) return;
    since = await letOthersGoFirst();
  };
}

/** Until they have nothing left to do. The time then. */
async function letOthersGoFirst(): Promise<number> {
  const begun = performance.now();
  for (let turn = begun; ;) {
    await setImmediate();
    const now = performance.now();
    if (now - turn < IDLE_TURN || now - begun > LONGEST_PAUSE) return now;
    turn = now;
  }
}

/** Calls a quick `step` for one item after the other, with such pauses. */
export async function forEachBreathing<T>(items: readonly T[], step: (item: T, index: number) => void): Promise<void> {
  const breathe = createBreather();
  for (let index = 0; index < items.length; index++) {
    step(items[index]!, index);
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
  }
}

/** Takes all steps, with such pauses. */
export async function takeBreathing<Result>(steps: Generator<void, Result>): Promise<Result> {
  const breathe = createBreather();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}
