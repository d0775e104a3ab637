import { describe, expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { PLAIN_SIGNS } from './plain-signs.js';

const rules = readRules();

const BEFORE = [
  'I bought the bar last spring and the door frame holds up well.',
  'My desk at work is too low and nobody wants to change it.',
  'The gym was full, so I stretched at home for twenty minutes.',
];
const BEHIND = [
  'My brother says the other brand is better made.',
  'We have a new pillow and it is all right.',
  'On Sunday I walked for half an hour in the rain.',
];
/** What stands before a sign, and behind it. */
const PLACES: readonly (readonly [before: readonly string[], behind: readonly string[]])[] = [
  [[], BEHIND.slice(0, 1)],
  [BEFORE.slice(0, 1), []],
  [BEFORE.slice(0, 1), BEHIND.slice(0, 1)],
  [BEFORE.slice(0, 2), BEHIND.slice(0, 2)],
  [BEFORE, BEHIND],
];

function isAlarm(message: string): boolean {
  const { level } = triage(message, rules);
  return level !== null && level !== 'soon';
}

test('what stands around the signs is no sign', () => {
  expect(isAlarm([...BEFORE, ...BEHIND].join(' '))).toBe(false);
});

describe.each(PLACES)('between %j and %j', (before, behind) => {
  test('a plain sign stays one', () => {
    const told = PLAIN_SIGNS.map((sign) => [...before, sign, ...behind].join(' '));
    expect(told.filter((message) => !isAlarm(message))).toEqual([]);
  });

  test('of the examples of the rules nearly all do', () => {
    const examples = rules.rules
      .flatMap(({ fires }) => fires.map(({ text }) => text))
      .filter(isAlarm)
      .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`));
    const lost = examples.filter((text) => !isAlarm([...before, text, ...behind].join(' ')));
    expect(lost.length / examples.length, lost.join('\n')).toBeLessThan(0.03);
  });
});

test('a plain sign stays one in a sentence that goes on and on', () => {
  const told = PLAIN_SIGNS.map(
    (sign) =>
      `i was at the gym with my brother and we tried the new bar and ${sign.slice(0, -1)} and he says the other brand is better made`,
  );
  expect(told.filter((message) => !isAlarm(message))).toEqual([]);
});
