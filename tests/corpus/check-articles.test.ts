import { expect, test } from 'vitest';
import { article, errorsIn, HANGING, INVERTING, section, WALKING, warningsIn } from '../fixtures/corpus-folder.js';

const asking = (text: string, ...questions: string[]) =>
  article({
    fields: ['questions:', ...questions.map((question) => `  - ${question}`)],
    body: section('A heading', text),
  });

const words = (count: number) => 'Go. '.repeat(count).trim();

test('one question cannot lead to two articles, however it is written', async () => {
  const files = {
    'a.md': asking(HANGING, 'why does my back hurt'),
    'b.md': asking(INVERTING, 'what is inversion', 'Why does my back HURT?!'),
  };
  expect(await errorsIn(files)).toEqual([
    'corpus/b.md:8: the question "Why does my back HURT?!" stands also in corpus/a.md. Keep it in one place.',
  ]);
});

test('one question cannot stand twice in an article, and the second place is named', async () => {
  expect(await errorsIn({ 'a.md': asking(HANGING, 'is it bad', 'is it good', 'is it bad') })).toEqual([
    'corpus/a.md:9: the question "is it bad" stands twice here. Keep it in one place.',
  ]);
});

test('a question is found among the questions, not where the title has the same words', async () => {
  const files = {
    'a.md': asking(HANGING, 'A title'),
    'b.md': asking(INVERTING, 'A title'),
  };
  expect(await errorsIn(files)).toEqual([
    'corpus/b.md:7: the question "A title" stands also in corpus/a.md. Keep it in one place.',
  ]);
});

test('questions that differ in a word are two questions', async () => {
  expect(await errorsIn({ 'a.md': asking(HANGING, 'is it bad', 'is it too bad') })).toEqual([]);
});

test('two passages with the same text are refused, in one article and across articles', async () => {
  const repeated = section('One', HANGING) + '\n' + section('Two', HANGING);
  const message = 'this passage repeats corpus/a.md:10 ("One") almost word for word. Keep one of them.';
  expect(await errorsIn({ 'a.md': article({ body: repeated }) })).toEqual([`corpus/a.md:16: ${message}`]);
  const files = {
    'a.md': article({ body: section('One', HANGING) }),
    'b.md': article({ body: section('Two', HANGING) }),
  };
  expect(await errorsIn(files)).toEqual([`corpus/b.md:10: ${message}`]);
});

test('a passage that was copied and then changed in places is refused', async () => {
  const changed = HANGING.replace('both legs', 'the body').replace('an ache', 'a pang');
  const files = {
    'a.md': article({ body: section('One', HANGING) }),
    'b.md': article({ body: section('Two', changed) }),
  };
  expect(await errorsIn(files)).toEqual([
    'corpus/b.md:10: this passage repeats corpus/a.md:10 ("One") almost word for word. Keep one of them.',
  ]);
});

test.each(['ΠΌΝΟΣ', 'd’œuvre', '𝐩ain', 'naïve', '3½'])(
  'a passage repeats another in words like %s, in small letters or large',
  async (word) => {
    const text = Array.from({ length: 30 }, (_, at) => `${word}${'x'.repeat(at)}`).join(' ');
    const files = {
      'a.md': article({ body: section('One', `${text}.`) }),
      'b.md': article({ body: section('Two', `${text.toLowerCase()}, again.`) }),
    };
    expect(await errorsIn(files)).toEqual([
      'corpus/b.md:10: this passage repeats corpus/a.md:10 ("One") almost word for word. Keep one of them.',
    ]);
  },
);

test('a short passage that is wholly part of a long one is refused', async () => {
  const files = {
    'a.md': article({ body: section('One', `${HANGING} ${INVERTING} ${WALKING}`) }),
    'b.md': article({ body: section('Two', INVERTING) }),
  };
  expect(await errorsIn(files)).toHaveLength(1);
});

test('passages that share one sentence of several are left alone', async () => {
  const shared = 'Stop when the pain grows.';
  const files = {
    'a.md': article({ body: section('One', `${HANGING} ${shared}`) }),
    'b.md': article({ body: section('Two', `${INVERTING} ${shared}`) }),
  };
  expect(await errorsIn(files)).toEqual([]);
});

test.each([
  [19, ['corpus/a.md:10: a passage of 19 words says too little to be quoted alone. Write at least 20.'], []],
  [20, [], ['corpus/a.md:10: a passage of 20 words; 40 to 130 read best in a chat.']],
  [39, [], ['corpus/a.md:10: a passage of 39 words; 40 to 130 read best in a chat.']],
  [40, [], []],
])('a passage of %i words', async (count, errors, warnings) => {
  const files = { 'a.md': article({ body: section('A heading', words(count)) }) };
  expect(await errorsIn(files)).toEqual(errors);
  expect(await warningsIn(files)).toEqual(warnings);
});

test('a passage that would fill a chat is warned of', async () => {
  expect(await warningsIn({ 'a.md': article({ body: section('A heading', words(131)) }) })).toEqual([
    'corpus/a.md:10: a passage of 131 words; 40 to 130 read best in a chat.',
  ]);
});

test('a sentence that is too long to be quoted is refused', async () => {
  const text = `${'x'.repeat(500)} ${'and so on '.repeat(10)}${'y'.repeat(400)}.`;
  expect(await errorsIn({ 'a.md': article({ body: section('A heading', text) }) })).toEqual([
    `corpus/a.md:10: a list or sentence of ${text.length} characters cannot be cut; at most 900 can be quoted. Shorten it.`,
  ]);
});

test('a list that is too long to be quoted is refused rather than cut', async () => {
  const text = `Look at these:\n\n${Array.from({ length: 10 }, (_, at) => `- ${'x'.repeat(99)}${at} and more`).join('\n')}`;
  expect(await errorsIn({ 'a.md': article({ body: section('A heading', text) }) })).toEqual([
    `corpus/a.md:10: a list or sentence of ${text.length} characters cannot be cut; at most 900 can be quoted. Shorten it.`,
  ]);
});
