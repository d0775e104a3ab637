import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, readPieces } from '#src/wording/pieces.js';

const textsOf = (message: string) => piecesOf(message).map(({ text }) => text);

test('words are read in lower case, without apostrophes and accents, and stretched letters are shortened', () => {
  expect(textsOf("CAN'T féél… NOOOO")).toEqual(['cant', 'feel', '.', '.', '.', 'noo']);
});

test('plain letters are read unit by unit as expressions read any others', () => {
  const bits = ['a', 'aa', 'B', 'b', '1', '11', ' ', '\n', '.', '!', '?', "'", '’', '´', '-', '_', 'é', '½', '…', '😀'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 40 }), (parts) => {
      const message = parts.join('');
      const plain = message
        .toLowerCase()
        .replace(/['’‘`ʼ]/g, '')
        .normalize('NFKD')
        .replace(/[´\p{M}\p{Cf}]/gu, '')
        .replace(/(\p{L})\1{2,}/gu, '$1$1');
      expect(textsOf(message)).toEqual(plain.match(/\p{L}+|\p{N}+|[\p{Extended_Pictographic}.,;?!\n]/gu) ?? []);
    }),
  );
});

test('the same word is the same piece, and a long one is cut', () => {
  const [first, second, long] = piecesOf(`Numb, numb ${'ab'.repeat(20)}`).filter(({ isPause }) => !isPause);
  expect(second).toBe(first);
  expect(first!.cut).toBe(first);
  expect(long!.cut.text).toBe('ab'.repeat(12));
});

test('a piece is found where it is said to begin', () => {
  const bits = ['a', 'Bb', '12', ' ', '\n', '.', '?', "'", '-', '(', ')'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 60 }), (parts) => {
      const message = parts.join('');
      const { pieces, starts, length } = readPieces(message);
      expect(length).toBe(message.length);
      for (const [at, { text }] of pieces.entries()) {
        const end = at + 1 < pieces.length ? starts[at + 1]! : length;
        const written = message.slice(starts[at], end).toLowerCase().replaceAll("'", '');
        expect(written.startsWith(text.charAt(0))).toBe(true);
      }
    }),
  );
});
