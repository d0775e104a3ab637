import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { tokenise } from '#src/safety/tokens.js';

const { lexicon } = readRules();
const PIECES =
  /(?:https?:\/\/|www\.)\S+|\p{N}+|[\p{L}\p{M}]+(?:['’‘`´ʼ][\p{L}\p{M}]+)*['’]?|[\n\p{Extended_Pictographic}—–]|[.!?,;:()…]+| [-–—]+ /gu;

const wordsOf = (message: string) =>
  tokenise(message, lexicon).tokens.map(({ start, end }) => message.slice(start, end));

test('words are cut out of plain letters as out of any others', () => {
  const bits =
    "a Word hurts http https:// www www. x 12 L4 é don't i’m it' … ... . , - — ! ? ( ) / _ : ; 😀 中 \n".split(' ');
  const message = fc.array(fc.constantFrom(...bits, ' ', ' ', '  '), { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(message, (written) => {
      const pieces = Array.from(written.matchAll(PIECES), ([piece]) => piece);
      const words = pieces.filter((piece) => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(piece));
      const expected = words.filter((word) => !/^(?:https?:|www\.)/u.test(word));
      const starts = new Set(tokenise(written, lexicon).tokens.map(({ start }) => start));
      expect(starts.size).toBe(expected.length);
      expect([...new Set(wordsOf(written))]).toEqual([...new Set(expected)]);
    }),
  );
});
