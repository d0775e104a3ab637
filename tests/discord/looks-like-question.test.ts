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
])('%j asks', (text) => {
  expect(looksLikeQuestion(text)).toBe(true);
});

test.each([
  'hung for a minute today, felt great',
  'thanks, that helped',
  'I bought an inversion table yesterday',
  'see https://example.org/?q=back',
  'good morning everyone',
  'lol',
  '',
])('%j does not', (text) => {
  expect(looksLikeQuestion(text)).toBe(false);
});
