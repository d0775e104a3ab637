import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenise, words } from '#src/search-index/tokenise.js';

test('forms of one word meet in one term', () => {
  expect(tokenise('hang hangs hanging HANGING Hanged')).toEqual(['hang', 'hang', 'hang', 'hang', 'hang']);
});

test('words that every question holds are left out', () => {
  expect(tokenise('why does my back hurt when I do it?')).toEqual(['back', 'hurt']);
  expect(tokenise('what is it that you were doing with them')).toEqual([]);
});

test.each(['after', 'before', 'down', 'off', 'up'])('"%s" stays, since it says when or which way', (word) => {
  expect(tokenise(word)).toHaveLength(1);
});

test('apostrophes of any kind and accents make no difference', () => {
  expect(tokenise("can't")).toEqual(tokenise('can’t'));
  expect(words("physio's Café")).toEqual(['physios', 'cafe']);
});

test('letters of any width and script count, punctuation and emoji do not', () => {
  expect(words('Ｌ５-Ｓ１ disc, спина; 腰 🦴!')).toEqual(['l5', 's1', 'disc', 'спина', '腰']);
});

test('a text without words has no terms', () => {
  expect(tokenise('')).toEqual([]);
  expect(tokenise(' \t\n…!? 🙃')).toEqual([]);
});

test('case and surrounding punctuation never change the terms of a text', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), (plain) => {
      const dressed = plain.map((word) => `  "${word.toUpperCase()}", `).join('');
      expect(tokenise(dressed)).toEqual(tokenise(plain.join(' ')));
    }),
  );
});
