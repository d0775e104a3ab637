import { expect, test } from 'vitest';
import { isDelicate } from '#src/safety/delicate.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();
const delicate = (message: string) => isDelicate(triage(message, rules));

test.each([
  'numb between my legs since the table',
  'cannot pee since I hung upside down',
  'wet myself after the hang',
  'lost bowel control and my back is killing me',
  'cant get hard since my back went',
  'burning pee and back pain',
  'I want to kill myself',
  'had numb privates in 2019, fine now',
  'my foot drags since yesterday, and I leak pee',
])('%j is not for a public answer', (message) => {
  expect(delicate(message)).toBe(true);
});

test.each([
  'why does my back hurt when I hang',
  'crushing chest pain after the table',
  'my foot slaps the floor since yesterday',
  'no numbness, peeing fine, just sore',
  'what does cauda equina mean',
])('%j may be answered in public', (message) => {
  expect(delicate(message)).toBe(false);
});
