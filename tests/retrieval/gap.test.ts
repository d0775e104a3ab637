import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapOf } from '#src/retrieval/gap.js';
import { words } from '#src/search-index/tokenise.js';
import { buildSearcher, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const searcher = await buildSearcher(folderForFile(), await loadBundled());
const { articles, glossary } = searcher.generation;
const known = new Set(
  [
    ...[...articles.values()].flatMap(({ title, text, questions }) => [
      title,
      text,
      ...questions.map((one) => one.text),
    ]),
    ...glossary.flatMap(({ term, lay }) => [term, ...lay]),
  ].flatMap(words),
);

test('a gap is the nearest article and the telling words that the corpus has, each once and without their order', () => {
  const [title] = [...articles.values()].filter(({ id }) => id === 'walking').map((article) => article.title);
  const question = 'Does Rosalind Fitzgerald in 12 Elm Road walk with a sore facet joint, and walk, and wlak?';
  const gap = gapOf(question, [title!, 'Another'], searcher);
  expect(gap.topic).toBe('walking');
  expect(gap.words).toEqual(expect.arrayContaining(['facet', 'joint', 'sore', 'walk']));
  expect(gap.words).toEqual([...new Set(gap.words)].sort());
  expect(
    gap.words.filter((word) => ['rosalind', 'fitzgerald', '12', 'elm', 'does', 'and', 'a'].includes(word)),
  ).toEqual([]);
});

test('a question that is near nothing has no topic', () => {
  expect(gapOf('which graphics card', [], searcher).topic).toBeNull();
});

test('whatever is written, no word is kept that is not in the corpus', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('hang', 'bar', '<@123456789012345678>', 'jane@example.org', 'Ünïque', '555-0199'))
      .map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (question) => {
      expect(gapOf(question, [], searcher).words.filter((word) => !known.has(word))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
