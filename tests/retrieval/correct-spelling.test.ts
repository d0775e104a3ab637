import { expect, test } from 'vitest';
import { createCorrection, prepareCorrection } from '#src/retrieval/correct-spelling.js';
import { countWords } from '#src/retrieval/vocabulary.js';
import { words } from '#src/search-index/tokenise.js';
import { takeAtOnce } from '#src/wording/steps.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const { generation } = await buildInto(folderForFile(), await loadBundled());
const correct = createCorrection(() => takeAtOnce(countWords(generation)));

test.each([
  ['blistrs', 'blisters'],
  ['glaucomma', 'glaucoma'],
  ['walkking', 'walking'],
  ['shoudler', 'shoulder'],
])('"%s" is read as "%s"', (typed, meant) => {
  expect(correct(typed)).toBe(meant);
});

test.each([
  ['too short to guess', 'bxr'],
  ['begun with another letter', 'xhoulder'],
  ['more than one slip away', 'grxxp'],
  ['nothing of the corpus', 'router'],
])('a word that is %s is left as it was typed', (_, typed) => {
  expect(correct(typed)).toBe(typed);
});

test('a word of the corpus is never taken for another that looks like it', () => {
  for (const word of generation.passages.flatMap(({ text }) => words(text))) {
    expect(correct(word)).toBe(word);
  }
});

test('a correct English word is left alone, however near a word of the corpus is', () => {
  expect(correct('butter on a shoulder')).toBe('butter on a shoulder');
});

test('what was made ahead corrects as what is made when it is needed', async () => {
  const { vocabulary, byDeletion } = await prepareCorrection(generation);
  const prepared = createCorrection(() => vocabulary, byDeletion);
  for (const message of ['invershun tabel', 'my lowr bakc hurtss', 'facett jionts']) {
    expect(prepared(message)).toBe(correct(message));
  }
});

test('the articles are not read for their words while the dictionary knows those of the question', () => {
  const without = createCorrection(() => {
    throw new Error('They are read.');
  });
  expect(without('why does my lower back hurt')).toBe('why does my lower back hurt');
  expect(() => without('shoudler')).toThrow('They are read.');
});
