import { pick } from '../statistics/random.js';

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A message as a hurried thumb would type it: about one word in five gets one slip, one word in twelve goes missing. */
export function addTypos(text: string, random: () => number): string {
  const words = text.split(' ').filter((_, __, all) => all.length < 4 || random() > 1 / 12);
  return words.map((word) => (word.length > 3 && random() < 0.2 ? slip(word, random) : word)).join(' ');
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 1));
  const before = word.slice(0, at);
  const letter = word[at] ?? '';
  const after = word.slice(at + 1);
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + after.slice(0, 1) + letter + after.slice(1);
    default:
      return before + neighbour(letter, random) + after;
  }
}

function neighbour(letter: string, random: () => number): string {
  const row = KEYBOARD.find((keys) => keys.includes(letter));
  if (!row) return letter;
  const at = row.indexOf(letter);
  return pick(
    [row[at - 1], row[at + 1]].filter((key) => key !== undefined),
    random,
  );
}
