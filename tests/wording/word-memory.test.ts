import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordMemory } from '#src/wording/word-memory.js';

function recall<Answer>(memory: WordMemory<Answer>, word: string): Answer {
  for (let at = 0; at < word.length; at++) memory.spell(word.charCodeAt(at));
  return memory.recall();
}

test('each word has its own answer, whatever it is made of', () => {
  const word = fc.string({ unit: 'binary', maxLength: 50 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const memory = new WordMemory((one) => `[${one}]`);
      for (const one of [...words, ...words]) expect(recall(memory, one)).toBe(`[${one}]`);
    }),
  );
});

test('a word is asked about once, unless it is very long, until there are too many', () => {
  const asked: string[] = [];
  const memory = new WordMemory((word) => asked.push(word));
  const long = 'long'.repeat(20);
  for (const word of ['numb', 'numb', long, long]) recall(memory, word);
  expect(asked).toEqual(['numb', long, long]);
  for (let word = 0; word < 6000; word++) recall(memory, `${word}`);
  recall(memory, 'numb');
  expect(asked).toHaveLength(6003);
  memory.forgetWhenFull();
  recall(memory, 'numb');
  expect(asked).toHaveLength(6004);
});
