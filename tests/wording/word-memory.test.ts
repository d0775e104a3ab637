import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordMemory } from '#src/wording/word-memory.js';

test('each word has its own answer, whatever it is made of', () => {
  const word = fc.string({ unit: 'binary', maxLength: 50 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const memory = new WordMemory((one) => `[${one}]`);
      for (const one of [...words, ...words]) expect(memory.recallWord(one)).toBe(`[${one}]`);
    }),
  );
});

test('a word is asked about once, unless it is very long', () => {
  const asked: string[] = [];
  const memory = new WordMemory((word) => asked.push(word));
  const long = 'long'.repeat(20);
  for (const word of ['numb', 'numb', long, long]) memory.recallWord(word);
  expect(asked).toEqual(['numb', long, long]);
});

test('of very many words those are forgotten that were not used for long', () => {
  const asked: string[] = [];
  const memory = new WordMemory((word) => asked.push(word));
  memory.recallWord('rare');
  for (let word = 0; word < 20_000; word++) {
    memory.recallWord(`${word}`);
    memory.recallWord('numb');
    memory.forgetWhenFull();
  }
  memory.recallWord('rare');
  const timesAsked = (word: string) => asked.filter((one) => one === word).length;
  expect([timesAsked('numb'), timesAsked('rare')]).toEqual([1, 2]);
});
