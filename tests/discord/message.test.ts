import fc from 'fast-check';
import { expect, test } from 'vitest';
import { button, message, row, shorten } from '#src/discord/message.js';

test('a label that is too long ends in … and in no half of a character', () => {
  expect(shorten('short', 80)).toBe('short');
  expect(shorten('x'.repeat(81), 80)).toBe(`${'x'.repeat(79)}…`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 2, max: 100 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(() => encodeURIComponent(short)).not.toThrow();
    }),
  );
});

test('a message never pings and never unfolds a link', () => {
  expect(message('text', { hidden: false })).toEqual({
    content: 'text',
    components: [],
    flags: 4,
    allowed_mentions: { parse: [] },
  });
  expect(message('text', { hidden: true }).flags).toBe(4 | 64);
});

test('no buttons make no row, and a row holds five', () => {
  expect(row([null])).toEqual([]);
  const six = Array.from({ length: 6 }, (_, at) =>
    button(`Button ${at}`, { kind: 'read', level: null, passage: `p${at}` }),
  );
  expect(row(six)[0]!.components).toHaveLength(5);
});
