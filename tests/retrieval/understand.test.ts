import { expect, test } from 'vitest';
import { createUnderstanding } from '#src/retrieval/understand.js';
import { tokenise } from '#src/search-index/tokenise.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const { generation } = await buildInto(folderForFile(), await loadBundled());
const understand = createUnderstanding(generation.glossary);
/** Terms of a text with one weight for all. */
const terms = (text: string, weight: number) => tokenise(text).map((term) => [term, weight]);

test('a question is looked up by its own words', () => {
  expect([...understand('does the shoulder pinch when hanging?')]).toEqual(terms('shoulder pinch hanging', 1));
});

test('lay words bring the term of the glossary with half the weight', () => {
  expect([...understand('is the bat machine bad?')]).toEqual([
    ...terms('bat machine bad', 1),
    ...terms('inversion table', 0.5),
  ]);
});

test('of several lay phrases that begin alike the longest is meant', () => {
  const meant = (question: string) => [...understand(question)].filter(([, weight]) => weight < 1);
  expect(meant('the tilting bed')).toEqual(terms('inversion table', 0.5));
  expect(meant('the tilting bed with a motor')).toEqual(terms('traction', 0.5));
});

test('a word that was said keeps its whole weight when the glossary names it too', () => {
  expect(understand('an inversion table, this bat machine').get(tokenise('inversion')[0]!)).toBe(1);
});

test('a question without words is no terms', () => {
  expect(understand('?! 🙃').size).toBe(0);
});
