import { describe, expect, test } from 'vitest';
import { ask } from '#src/discord/ask.js';
import { Cooldown } from '#src/discord/cooldown.js';
import type { Desk } from '#src/discord/desk.js';
import { Queue } from '#src/discord/queue.js';
import { Recent } from '#src/discord/recent.js';
import { waitFor } from '#src/discord/wait-for.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { EMERGENCY, QUESTION, URGENT } from './running-bot.js';

describe('the cooldown', () => {
  test('lets each member ask once in a while, and says how long is left and whether that was said before', () => {
    const cooldown = new Cooldown(10);
    expect(cooldown.check('anna', 0)).toBeNull();
    expect(cooldown.check('ben', 1000)).toBeNull();
    expect(cooldown.check('anna', 4100)).toEqual({ seconds: 6, told: false });
    expect(cooldown.check('anna', 9999)).toEqual({ seconds: 1, told: true });
    expect(cooldown.check('anna', 10_000)).toBeNull();
  });

  test('of 0 seconds is none', () => {
    const cooldown = new Cooldown(0);
    expect([cooldown.check('anna', 0), cooldown.check('anna', 0)]).toEqual([null, null]);
  });
});

describe('the queue', () => {
  test('does one thing after the other, goes on after a failure, and says when it is full', async () => {
    const queue = new Queue(2);
    const done: number[] = [];
    const first = queue.run(async () => {
      await Promise.resolve();
      done.push(1);
      throw new Error('a fault');
    });
    expect(queue.full).toBe(false);
    const second = queue.run(() => Promise.resolve(done.push(2)));
    expect(queue.full).toBe(true);
    await expect(first).rejects.toThrow('a fault');
    await second;
    expect(done).toEqual([1, 2]);
    await expect.poll(() => queue.full).toBe(false);
  });
});

describe('when more people ask than can be answered', () => {
  const rules = readRules();
  const metrics = { notice: () => undefined };
  const full = new Queue(0);
  const desk = {
    librarian: () => ({ rules, searcher: null, paused: false, emergencyNumber: null }),
    cooldown: new Cooldown(0),
    queue: full,
    metrics,
  } as unknown as Desk;
  const question = (text: string) =>
    ({
      text,
      found: triage(text, rules),
      id: '1',
      member: '1',
      surface: 'ask',
      public: false,
      locale: undefined,
    }) as const;

  test('those beyond the queue are told so', async () => {
    expect(await ask(question(QUESTION), desk)).toEqual({ kind: 'busy' });
  });

  test.each([EMERGENCY, URGENT])('a notice goes past the queue: %s', async (text) => {
    expect(await ask(question(text), desk)).toMatchObject({ kind: 'answer', answer: { notice: {} } });
  });
});

test('what is remembered is forgotten in the order in which it came', () => {
  const recent = new Recent<string, number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.set('a', 3);
  recent.set('c', 4);
  expect([recent.get('a'), recent.has('b'), recent.get('c')]).toEqual([3, false, 4]);
});

test('waiting ends with the work or with the time, whichever comes first', async () => {
  expect(await waitFor(Promise.resolve('done'), 1000)).toBe('done');
  expect(await waitFor(new Promise(() => undefined), 1)).toBeNull();
  await expect(waitFor(Promise.reject(new Error('a fault')), 1000)).rejects.toThrow('a fault');
});
