import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { PLAIN_SIGNS } from './plain-signs.js';

const rules = readRules();

const QUESTIONS = [
  'Which pillow is best for side sleepers?',
  'How long should I hang each day?',
  'do muscles, weight or joints make the lower back hurt in a bar hang?',
  'Is an inversion table worth the money, and how do I get off it without a jolt?',
  'Can anyone recommend a doorway bar? My ceiling is low. Does it mark the paint?',
  'Should I stretch before or after work?',
];

function isAlarm(message: string): boolean {
  const { level } = triage(message, rules);
  return level !== null && level !== 'soon';
}

test.each(QUESTIONS)('a sign that is told stays one before and behind "%s"', (question) => {
  const asked = PLAIN_SIGNS.flatMap((told) => [`${told} ${question}`, `${question} ${told}`, `${question}\n${told}`]);
  expect(asked.filter((message) => !isAlarm(message))).toEqual([]);
});

test.each(['Is saddle numbness dangerous?', 'What is cauda equina?', 'When should I worry about foot drop?'])(
  'what is told beside "%s" does not make a sign of it',
  (question) => {
    expect(isAlarm(`My back is stiff after hanging. ${question}`)).toBe(false);
  },
);
