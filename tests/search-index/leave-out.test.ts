import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headingOf } from '#src/corpus/article.js';
import { leaveOut } from '#src/search-index/leave-out.js';
import { buildInto, loadBundled } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const { generation } = await buildInto(folderForFile(), await loadBundled());
const sections = generation.passages.map((passage) => ({ article: passage.article, heading: headingOf(passage) }));
const rowsOf = (from: typeof generation, id: string) => from.articleRows.find(({ article }) => article === id)!;
const nameOf = ({ article, heading }: { article: string; heading: string }) => `${article} › ${heading}`;

test('what is left out is in no article and behind no row; everything else is where it was', () => {
  const unknown = { article: 'nowhere', heading: 'Nothing' };
  fc.assert(
    fc.property(fc.subarray([...sections, unknown]), (left) => {
      const rest = leaveOut(generation, left);
      const names = new Set(left.map(nameOf));
      const stay = generation.passages.filter((_, row) => !names.has(nameOf(sections[row]!)));
      expect([...rest.articles.values()].flatMap(({ passages }) => passages)).toEqual(stay);
      const rows = rest.articleRows.flatMap(({ passages }) => passages);
      expect(rows.map((row) => generation.passages[row])).toEqual(stay);
      for (const { passages } of rest.articles.values()) expect(passages).not.toEqual([]);
      for (const { passages, questions } of rest.articleRows) {
        for (const row of questions)
          expect(generation.questions[row]!.passages.some((one) => passages.includes(one))).toBe(true);
      }
    }),
  );
});

test('an article keeps the questions that are about all of it, and loses those about a section that is left out', () => {
  const asked = (from: typeof generation) =>
    rowsOf(from, 'facet-joints').questions.map((row) => generation.questions[row]!.text);
  const rest = leaveOut(generation, [{ article: 'facet-joints', heading: 'Why arching hurts' }]);
  expect(asked(generation)).toContain('sharp pain when I arch my back');
  expect(asked(rest)).not.toContain('sharp pain when I arch my back');
  expect(asked(rest)).toContain('what does facet joint pain feel like');
});

test('the generation itself is never changed', () => {
  const before = rowsOf(generation, 'walking').passages;
  leaveOut(generation, sections);
  expect(rowsOf(generation, 'walking').passages).toBe(before);
  expect(generation.articles.size).toBe(4);
});
