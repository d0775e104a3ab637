import { expect, test } from 'vitest';
import { RefusedError } from '#src/moderation/refused-error.js';
import { OWN_ERRORS, ownWordsOf, wordsOf } from '#src/own-errors.js';
import { IndexError } from '#src/search-index/index-error.js';

const SECRET = '/home/ottilie/secret.md';

test('errors of our own and refusals speak for themselves', () => {
  for (const error of [new IndexError('The disk is full.'), new RefusedError('There is no such article.')]) {
    expect(ownWordsOf(error)).toBe(error.message);
    expect(wordsOf(error)).toBe(error.message);
  }
});

test('of others only name and code are told', () => {
  const denied = Object.assign(new Error(`EACCES: permission denied, open '${SECRET}'`), { code: 'EACCES' });
  expect(ownWordsOf(denied)).toBeNull();
  expect(wordsOf(denied)).toBe('Something failed that was not foreseen: Error (EACCES).');
  expect(wordsOf(new SyntaxError(SECRET))).toBe('Something failed that was not foreseen: SyntaxError.');
  expect(wordsOf(SECRET)).toBe('Something failed that was not foreseen: string.');
});

test('a refusal, which may repeat what a moderator typed, has no words for the log', () => {
  expect(OWN_ERRORS).not.toContain(RefusedError);
});
