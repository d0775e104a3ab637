import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDecision } from '#src/moderation/decision.js';
import { decision } from './arbitrary-decisions.js';

const PUBLICATION = {
  at: '2026-11-22T10:00:00.000Z',
  by: 'shell',
  kind: 'publish',
  what: 'refresh',
  generation: '0123456789ab',
  before: null,
  article: null,
  passages: { added: 1, changed: 0, removed: 0 },
};

test('whatever is decided is a decision, also when it was written down and read again', () => {
  fc.assert(fc.property(decision, (made) => isDecision(JSON.parse(JSON.stringify(made)))));
});

test('a decision that lacks a field, or holds another kind of thing there, is none', () => {
  const spoilt = fc.constantFrom<unknown>(undefined, 7, {}, []);
  fc.assert(
    fc.property(decision, fc.nat(), spoilt, (made, at, value) => {
      const keys = Object.keys(made);
      expect(isDecision({ ...made, [keys[at % keys.length]!]: value })).toBe(false);
    }),
  );
});

test.each<[string, object]>([
  ['a time that is none', { at: '2026-13-22T10:00:00.000Z' }],
  ['a time without its zone', { at: '2026-11-22T10:00:00' }],
  ['nobody', { by: '' }],
  ['a kind that nobody knows', { kind: 'publishing' }],
  ['a change that nobody knows', { what: 'rename' }],
  ['no name', { generation: '' }],
  ['half a passage', { passages: { added: 0.5, changed: 0, removed: 0 } }],
  ['less than none', { passages: { added: 0, changed: -1, removed: 0 } }],
])('%s makes it none', (_, spoilt) => {
  expect(isDecision(PUBLICATION)).toBe(true);
  expect(isDecision({ ...PUBLICATION, ...spoilt })).toBe(false);
});

test.each([null, 'pause', 7, [], {}])('%j is none', (value) => {
  expect(isDecision(value)).toBe(false);
});
