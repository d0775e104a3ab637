import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { looksLikeQuestion } from '#src/discord/looks-like-question.js';

test.each([
  'why does my back hurt after hanging',
  'Is it normal that my hands go numb on the bar?',
  'hey, can I use the table with a slipped disc',
  'my back grabs when I let go of the bar. what can I do',
  'lower back pain after inversion, any advice',
  'has anyone had this',
  'how long should i hang',
  "what's a facet joint",
  'need help with my inversion table',
  'does it hurt (for you?) too',
  'is inversion safe with high blood pressure',
  'quick dangle before bed, yay or nay',
])('%j asks', (text) => {
  expect(looksLikeQuestion(text)).toBe(true);
});

test.each([
  'hung for a minute today, felt great',
  'thanks, that helped',
  'I bought an inversion table yesterday',
  'see https://example.org/?q=back',
  'good morning everyone',
  'when I hang I breathe out slowly',
  'what helped me was a box under my feet',
  'did 3 sets of dead hangs',
  'can hang for a minute now',
  'you should hang less, do it slowly',
  'have been on the table every day, best thing ever',
  'how I fixed my back: walking',
  'will try the box tomorrow',
  'lol',
  '',
])('%j does not', (text) => {
  expect(looksLikeQuestion(text)).toBe(false);
});

test('most questions of members are known as such, whatever their style; search words alone are not', async () => {
  const lines = await readFile(new URL('../../evaluation/retrieval/development.jsonl', import.meta.url), 'utf8');
  const messages = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; style: string; answers?: object });
  const asked = messages.filter(({ style, answers }) => style !== 'keyword' && Object.keys(answers ?? {}).length > 0);
  expect(asked.length).toBeGreaterThan(150);
  const known = asked.filter(({ text }) => looksLikeQuestion(text));
  expect(known.length / asked.length).toBeGreaterThan(0.9);
});
