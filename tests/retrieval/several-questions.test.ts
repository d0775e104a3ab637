import { expect, test } from 'vitest';
import { questionsIn } from '#src/retrieval/several-questions.js';

test('each question of a message stands by itself', () => {
  expect(questionsIn('how long should I hang? and is an inversion table safe with glaucoma?')).toEqual([
    'how long should I hang?',
    ' and is an inversion table safe with glaucoma?',
  ]);
});

test.each([
  ['one question', 'how long should I hang from a bar?'],
  ['a question and a word after it', 'how long should I hang from a bar? thanks'],
  ['a story without a question', 'i hung from the bar. my back hurts now.'],
])('%s stays whole', (_, message) => {
  expect(questionsIn(message)).toEqual([message]);
});
