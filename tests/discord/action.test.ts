import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, type Action } from '#src/discord/action.js';
import { LEVELS } from '#src/safety/level.js';

const passage = fc.stringMatching(/^[0-9a-v]{10}$/);
const generation = fc.stringMatching(/^[0-9a-f]{12}$/);
const level = fc.constantFrom(null, ...LEVELS);
const some = fc.array(passage, { minLength: 1, maxLength: 7 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('more' as const), level, passages: some }),
  fc.record({ kind: fc.constant('read' as const), level, passage }),
  fc.record({
    kind: fc.constant('turn' as const),
    to: fc.constantFrom('previous' as const, 'next' as const),
    level,
    passage,
  }),
  fc.record({ kind: fc.constant('vote' as const), helpful: fc.boolean(), passages: some }),
  fc.record({ kind: fc.constant('share' as const), passages: some }),
  fc.record({ kind: fc.constant('delete' as const), asker: fc.stringMatching(/^\d{17,20}$/) }),
  fc.constant({ kind: 'private' as const }),
  fc.record({
    kind: fc.constant('sources' as const),
    passage: fc.option(passage),
    page: fc.option(fc.nat(9999)),
  }),
  fc.record({ kind: fc.constant('guide' as const), chosen: fc.subarray(['bar', 'during']) }),
  fc.record({ kind: fc.constant('report' as const), passages: some }),
  fc.constant({ kind: 'reported' as const }),
  fc.record({ kind: fc.constant('reason' as const), passage }),
  fc.record({ kind: fc.constantFrom('publish' as const, 'discard' as const, 'review' as const), generation }),
  fc.record({ kind: fc.constant('preview' as const), generation, page: fc.option(fc.nat(9999)) }),
  fc.record({ kind: fc.constant('history' as const), page: fc.nat(9999) }),
  fc.record({ kind: fc.constant('withhold' as const), passage: fc.option(passage) }),
);

describe('the id of a button', () => {
  test('brings back its action, and keeps to the 100 characters that Discord allows', () => {
    fc.assert(
      fc.property(action, (one) => {
        const id = encode(one);
        expect(id.length).toBeLessThanOrEqual(100);
        expect(decode(id)).toEqual(one);
      }),
    );
  });

  test('that holds more than fits is an error of whoever made it', () => {
    expect(() => encode({ kind: 'share', passages: Array.from({ length: 9 }, () => '0123456789') })).toThrow(
      RangeError,
    );
  });

  test.each([
    '',
    '0.private',
    '1',
    '1.unknown',
    '1.private.x',
    '1.more.sometimes.0123456789',
    '1.more.-',
    '1.read',
    '1.read.a b',
    '1.read.0123456789.sometimes',
    '1.read.0123456789.soon.x',
    '1.turn.next',
    '1.turn.sideways.0123456789',
    '1.vote.maybe.0123456789',
    '1.delete.me',
    '1.sources.-.many',
    '1.report',
    '1.publish',
    '1.preview.0123456789ab.first',
    '1.history.last',
    '1.withhold.0123456789.0123456789',
    `1.read.${'x'.repeat(50)}`,
  ])('%j means nothing', (id) => {
    expect(decode(id)).toBeNull();
  });

  test.each([
    ['1.read.0123456789', { kind: 'read', level: null, passage: '0123456789' }],
    ['1.turn.next.0123456789', { kind: 'turn', to: 'next', level: null, passage: '0123456789' }],
  ])('%s, from before levels were in it, keeps its meaning', (id, meant) => {
    expect(decode(id)).toEqual(meant);
  });

  test('never throws, whoever made it up', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(() => decode(`1.${id}`)).not.toThrow();
      }),
    );
  });
});
