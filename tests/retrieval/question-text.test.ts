import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanQuestion } from '#src/retrieval/question-text.js';

test.each([
  ['zero-width spaces inside words', 'my b\u200bac\u200dk hu\ufeffrts'],
  ['soft hyphens', 'my b\u00adack hurts'],
  ['direction overrides', '\u202emy\u202c \u2066back\u2069 hurts'],
  ['NUL and other controls between words', '\u0000my\u0007back\u001b hurts'],
  ['line ends, tabs and runs of spaces', '\r\n my\tback   \n\n hurts  '],
  ['mentions of people, roles and channels', '<@123> my <@!123>back <@&9> hurts <#77>'],
  ['custom emoji, moving or not', 'my back <:ouch:123> hurts <a:spin_round:456>'],
  ['links', 'my back https://example.org/a?b=c#d hurts http://x.y'],
  ['links that are written with an invisible character', 'my back ht\u200btps://example.org/secret hurts'],
])('%s are not searched for', (_, message) => {
  expect(cleanQuestion(message)).toBe('my back hurts');
});

test.each(['is 5 < 10 kg @ the bar ok?', 'L5/S1 & my “sciatica” — 50% 🙃', 'http or https', '你好吗', 'naïve café'])(
  '"%s" stays as it is',
  (message) => {
    expect(cleanQuestion(message)).toBe(message);
  },
);

test.each(['', ' \n\t ', '\u200b\u200b', '\u0000', '<@1> <@2>', 'https://example.org'])(
  'nothing is left of a message that says nothing (%j)',
  (message) => {
    expect(cleanQuestion(message)).toBe('');
  },
);

test('a long message is searched for by its beginning', () => {
  expect(cleanQuestion('back '.repeat(4000))).toBe('back '.repeat(800).trim());
});

test('whatever the message, the result is one trimmed line without anything invisible, and cleaning it again changes nothing', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<@12>', 'https://a.b/c', '\u202e', '\u200b', '\n', ' ', 'back'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const clean = cleanQuestion(pieces.join(''));
      expect(clean).toBe(clean.trim());
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}]|\s{2}/u);
      expect(cleanQuestion(clean)).toBe(clean);
    }),
  );
});
