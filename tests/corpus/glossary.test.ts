import { expect, test } from 'vitest';
import { article, corpusOf, errorsIn, HANGING, section, warningsIn } from '../fixtures/corpus-folder.js';

const entry = (term: string, ...lay: string[]) =>
  `- term: ${term}\n  means: a plain explanation\n  lay: [${lay.join(', ')}]\n`;

const using = (text: string, ...questions: string[]) =>
  article({ fields: [`questions: [${questions.join(', ')}]`], body: section('A heading', `${HANGING} ${text}`) });

test('a glossary is read with its terms and how members say them', async () => {
  const { glossary } = await corpusOf({
    'a.md': article(),
    'glossary.yaml': entry('bar hang', 'dead hang', 'dangling'),
  });
  expect(glossary).toEqual([{ term: 'bar hang', means: 'a plain explanation', lay: ['dead hang', 'dangling'] }]);
});

test('a corpus may do without a glossary', async () => {
  expect((await corpusOf({ 'a.md': article() })).glossary).toEqual([]);
});

test.each([
  ['term: x', 1, 'write a list here, each entry on a line "- …"'],
  ['- term: x\n  means: y\n', 1, '0.lay: write a list here, each entry on a line "- …"'],
  ['- term: x\n  lay: [y]\n  mean: z\n', 3, 'unknown field "mean". Remove it or correct its spelling.'],
  ['- term: [\n', 2, 'this is not valid YAML: '],
])('the glossary %j is refused with its line', async (glossary, line, message) => {
  const errors = await errorsIn({ 'a.md': article(), 'glossary.yaml': glossary });
  expect(errors).toContainEqual(expect.stringContaining(`corpus/glossary.yaml:${line}: ${message}`));
});

test('a phrase cannot stand for two terms, however it is written', async () => {
  const glossary = entry('bar hang', 'dangling') + entry('inversion', 'Dangling');
  expect(await errorsIn({ 'a.md': article(), 'glossary.yaml': glossary })).toEqual([
    'corpus/glossary.yaml:4: "Dangling" stands under "bar hang" and under "inversion". Keep it under one of them.',
  ]);
});

test('a term that articles use and none explains is warned of', async () => {
  const files = {
    'a.md': using('Ask about the annulus.'),
    'glossary.yaml': entry('other', 'one') + entry('annulus', 'ring'),
  };
  expect(await warningsIn(files)).toEqual([
    'corpus/glossary.yaml:4: 1 passages use "annulus", and none explains it. Explain it where it is first used.',
  ]);
});

test.each([
  'The annulus is the outer ring of a disc.',
  'The outer ring of a disc is called the annulus.',
  'The ring (annulus) can tear.',
])('a term is explained by "%s"', async (text) => {
  expect(await warningsIn({ 'a.md': using(text), 'glossary.yaml': entry('annulus', 'ring') })).toEqual([]);
});

test('a term of two words is explained however they are joined', async () => {
  const files = {
    'a.md': using('Ask about the annular ring. The Annular-ring is the outer part of a disc.'),
    'glossary.yaml': entry('annular ring', 'ring'),
  };
  expect(await warningsIn(files)).toEqual([]);
});

test('a term that no article uses needs no explanation', async () => {
  expect(await warningsIn({ 'a.md': article(), 'glossary.yaml': entry('annulus', 'ring') })).toEqual([]);
});

test('a term that members use themselves in five questions needs no explanation', async () => {
  const questions = ['why', 'when', 'where', 'how', 'what'].map((word) => `${word} is my annulus`);
  const files = (count: number) => ({
    'a.md': using('Ask about the annulus.', ...questions.slice(0, count)),
    'glossary.yaml': entry('annulus', 'ring'),
  });
  expect(await warningsIn(files(5))).toEqual([]);
  expect(await warningsIn(files(4))).toHaveLength(1);
});
