import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();

test('gives an answer for any string, and the same answer twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
      const [once, twice] = [triage(message, rules), triage(message, rules)].map((found) => JSON.stringify(found));
      expect(once).toBe(twice);
    }),
  );
});

test.each(Object.getOwnPropertyNames(Object.prototype))('a sign beside "x\'%s" is found', (name) => {
  expect(triage(`I can't pee and my saddle is numb, x'${name}`, rules).level).toBe('emergency');
});

test('evidence quotes the message', () => {
  const words = fc.constantFrom(
    'cant',
    'pee',
    'numb',
    'legs',
    'both',
    'no',
    'but',
    'my',
    'bum',
    '.',
    ',',
    'if',
    'fine',
    '2019',
    '😂',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
      const message = parts.join(' ');
      for (const { words: quoted, start, end } of triage(message, rules).evidence) {
        expect(message.slice(start, end)).toBe(quoted);
      }
    }),
  );
});

test.each([
  ['crisis', 'i want to kill myself and i cant pee', ['self-harm']],
  ['emergency', 'fever, back pain and i cant pee', ['cauda-equina', 'spinal-infection']],
])('the most urgent level wins: %s', (level, message, flags) => {
  const found = triage(message, rules);
  expect(found.level).toBe(level);
  expect(found.flags).toEqual(flags);
});

test.each([
  ['both legs weak', 'had prostate cancer, back pain and both legs are weak', 'D16'],
  ['a bladder sign', 'had my fusion last week, new pain, and i cant pee', 'D21'],
  ['confusion', 'burning pee, back pain and he is confused', 'D15'],
])('%s raises a rule that is urgent alone', (_, message, rule) => {
  const found = triage(message, rules);
  expect(found.level).toBe('emergency');
  expect(found.rules).toContain(rule);
});
