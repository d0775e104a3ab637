import { describe, expect, test } from 'vitest';
import type { Answer } from '#src/answer/answer.js';
import { ask } from '#src/discord/ask.js';
import { Cooldown } from '#src/discord/cooldown.js';
import type { Desk } from '#src/discord/desk.js';
import { Queue } from '#src/discord/queue.js';
import { Recent } from '#src/discord/recent.js';
import { renderAnswer } from '#src/discord/render-answer.js';
import { turnAway } from '#src/discord/turn-away.js';
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
    expect(cooldown.check('anna', 4200)).toEqual({ seconds: 6, told: false });
    cooldown.markTold('anna');
    expect(cooldown.check('anna', 9999)).toEqual({ seconds: 1, told: true });
    expect(cooldown.check('anna', 10_000)).toBeNull();
    expect(cooldown.check('anna', 10_001)).toMatchObject({ told: false });
  });

  test('does not begin with a question that was met with silence', () => {
    const cooldown = new Cooldown(10);
    cooldown.check('anna', 0);
    cooldown.takeBack('anna');
    expect(cooldown.check('anna', 1)).toBeNull();
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
  const reported: string[] = [];
  const deskWith = (queue: Queue) =>
    ({
      librarian: () => ({ rules, searcher: null, paused: false, emergencyNumber: null }),
      cooldown: new Cooldown(60),
      queue,
      log: { warn: () => undefined },
      metrics: { notice: () => undefined, failure: (kind: string) => reported.push(kind) },
    }) as unknown as Desk;
  const question = (text: string, render = (answer: Answer) => renderAnswer(answer, null)) =>
    ({
      text,
      found: triage(text, rules),
      id: '1',
      surface: 'ask',
      public: false,
      locale: undefined,
      render,
    }) as const;
  const NOTICE = { answer: { notice: {} } };
  const turned = (text: string, desk: Desk) => turnAway(triage(text, rules), '1', desk);

  /** A queue with room, whose first piece of work never ends. */
  function stuckQueue(): Queue {
    const queue = new Queue(5);
    void queue.run(() => new Promise(() => undefined));
    return queue;
  }

  test('those beyond the queue are turned away, and may ask again at once', () => {
    const desk = deskWith(new Queue(0));
    expect(turned(QUESTION, desk)).toEqual({ kind: 'busy' });
    expect(turned(QUESTION, { ...desk, queue: new Queue(5) })).toBeNull();
  });

  test('those in the queue wait for their turn', async () => {
    expect(await waitFor(ask(question(QUESTION), deskWith(stuckQueue())), 50)).toBeNull();
  });

  test.each([EMERGENCY, URGENT])('a notice goes past the queue, full or not: %s', async (text) => {
    for (const queue of [stuckQueue(), new Queue(0)])
      expect(await waitFor(ask(question(text), deskWith(queue)), 500)).toMatchObject(NOTICE);
  });

  test('a notice neither asks the cooldown nor begins one', () => {
    const desk = deskWith(new Queue(5));
    expect(turned(URGENT, desk)).toBeNull();
    expect(turned(QUESTION, desk)).toBeNull();
    expect(turned(URGENT, desk)).toBeNull();
    expect(turned(QUESTION, desk)).toMatchObject({ kind: 'cooldown', told: false });
  });

  test('a notice is given although the message with its passages cannot be made, and the failure is told', async () => {
    let tries = 0;
    const render = (answer: Answer) => {
      if (++tries === 1) throw new TypeError('a fault');
      return renderAnswer(answer, null);
    };
    expect(await ask(question(URGENT, render), deskWith(new Queue(5)))).toMatchObject(NOTICE);
    expect(reported).toEqual(['TypeError']);
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
