import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withForecast } from '#src/discord/do-work.js';
import { Progress } from '#src/discord/progress.js';

test('progress is shown at most once a second, the newest each time, and nothing after the end', async () => {
  const shown: { text: string; at: number }[] = [];
  const show = (text: string) => Promise.resolve(shown.push({ text, at: performance.now() }));
  const progress = new Progress(show, () => undefined);
  for (let step = 0; step < 24; step++) {
    progress.tell(`step ${step}`);
    await sleep(50);
  }
  await progress.end();
  await sleep(1100);
  expect(shown).toHaveLength(2);
  expect(shown[0]!.text).toBe('step 0');
  expect(shown[1]!.at - shown[0]!.at).toBeGreaterThan(950);
});

test('an edit that fails is told, and the next one is tried', async () => {
  const failures: unknown[] = [];
  const shown: string[] = [];
  const show = (text: string) => (shown.push(text) === 1 ? Promise.reject(new Error('gone')) : Promise.resolve());
  const progress = new Progress(show, (error) => failures.push(error));
  progress.tell('first');
  await sleep(100);
  progress.tell('second');
  await sleep(1100);
  await progress.end();
  expect(failures).toHaveLength(1);
  expect(shown).toEqual(['first', 'second']);
});

test('before Discord takes no more edits the reply says where the end will be told', () => {
  expect(withForecast('Reading', 12 * 60_000)).toBe('Reading');
  expect(withForecast('Reading', 14 * 60_000)).toMatch(/^Reading\n.*\/corpus status/);
});
