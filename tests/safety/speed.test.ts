import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();

const HARD: Record<string, (length: number) => string> = {
  'signs without end': (length) => 'cant feel numb legs pee not '.repeat(length / 28),
  'one sign word': (length) => 'pee '.repeat(length / 4),
  'filler words': (length) => 'really '.repeat(length / 7),
  'unknown words': (length) =>
    Array.from({ length: length / 8 }, (_, at) => `qz${(at * 7919).toString(36)}kwj`.slice(0, 7)).join(' '),
  'one endless word': (length) => 'a'.repeat(length),
  apostrophes: (length) => "a'".repeat(length / 2),
  'full stops': (length) => '.'.repeat(length),
  'questions without end': (length) => 'cant pee? or? '.repeat(length / 14),
  'no letters': (length) => '\u0301'.repeat(length),
};

/** Processor time of the best of several runs, which a busy machine hardly makes longer. */
function milliseconds(message: string): number {
  let best = Infinity;
  for (let run = 0; run < 7; run++) {
    const before = process.cpuUsage();
    triage(message, rules);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

test.each(Object.entries(HARD))('ten times the length takes about ten times as long: %s', (_, make) => {
  milliseconds(make(20_000));
  const [short, long] = [milliseconds(make(2_000)), milliseconds(make(20_000))];
  // A hundred times would be quadratic; the rest is for a busy machine.
  expect(long).toBeLessThan(Math.max(short, 1) * 50);
});
