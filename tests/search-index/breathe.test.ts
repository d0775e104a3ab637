import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBreather } from '#src/search-index/breathe.js';

/** Longest pause of work for others, in milliseconds. */
const LONGEST_PAUSE = 20;

test('who answers questions goes first, and the work waits until nothing else is to be done', async () => {
  let steps = 0;
  let over = false;
  const work = workUntil(
    () => over,
    () => steps++,
  );
  const begun = performance.now();
  for (let turn = 0; turn < 60; turn++) {
    burn(1);
    await setImmediate();
  }
  const allowed = (performance.now() - begun) / LONGEST_PAUSE + 2;
  expect(steps).toBeLessThanOrEqual(allowed);
  over = true;
  await work;
});

test('work comes to its end beside others that never rest', async () => {
  let steps = 0;
  const work = workUntil(
    () => steps === 3,
    () => steps++,
  );
  let over = false;
  void work.then(() => (over = true));
  while (!over) {
    burn(1);
    await setImmediate();
  }
  expect(steps).toBe(3);
});

async function workUntil(isDone: () => boolean, step: () => void): Promise<void> {
  const breathe = createBreather();
  while (!isDone()) {
    step();
    burn(2);
    await breathe();
  }
}

/** Keeps the process busy for some milliseconds. */
function burn(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
