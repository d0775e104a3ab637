import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf } from '#src/wording/pieces.js';

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
