import path from 'node:path';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CorpusError } from '#src/corpus/problem.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import {
  article,
  corpusFolder,
  corpusOf,
  emptyFolder,
  errorsIn,
  HANGING,
  INVERTING,
  linesOf,
  problemsIn,
  section,
  TODAY,
} from '../fixtures/corpus-folder.js';

test('a missing folder is named, with the setting that leads to it', async () => {
  const folder = path.join(await emptyFolder(), 'nowhere');
  expect(linesOf(await problemsIn(folder), 'error')).toEqual([
    `${folder}: there is no such folder. Create it or set CORPUS_DIR to the folder with the articles.`,
  ]);
});

test('a file in the place of the folder is refused', async () => {
  const folder = await corpusFolder({ 'a.md': article() });
  expect(linesOf(await problemsIn(path.join(folder, 'a.md')), 'error')).toEqual([
    `${folder}/a.md: there is no such folder. Create it or set CORPUS_DIR to the folder with the articles.`,
  ]);
});

test('an empty folder is told what it lacks', async () => {
  const folder = await emptyFolder();
  expect(linesOf(await problemsIn(folder), 'error')).toEqual([
    'corpus/sources.yaml: there is no such file. Put it there as corpus/README.md describes it.',
    `${folder}: the folder holds no articles (*.md). corpus/README.md shows how to write one.`,
  ]);
});

test('a folder whose only article cannot be read is not called empty', async () => {
  expect(await errorsIn({ 'a.md': Buffer.from([0xff]) })).toEqual([
    'corpus/a.md:1: this line is not UTF-8. Save the file as UTF-8.',
  ]);
});

test('two articles with one id are refused, whatever folders they are in', async () => {
  const files = {
    'methods/hang.md': article({ body: section('One', HANGING) }),
    'basics/hang.md': article({ body: section('Two', INVERTING) }),
  };
  expect(await errorsIn(files)).toEqual([
    'corpus/methods/hang.md: the id "hang" is taken by corpus/basics/hang.md. Give one of the two files another name.',
  ]);
});

test.each(['Hang', 'hang_on', 'hang on', 'hänge', '-hang', '.hang', ''])('"%s" cannot be an id', async (id) => {
  expect(await errorsIn({ [`${id}.md`]: article() })).toEqual([
    `corpus/${id}.md: "${id || '.md'}" cannot be an article's id. Name the file with small letters, digits and hyphens.`,
  ]);
});

const BROKEN = {
  'bytes.md': Buffer.from([0xff]),
  'front.md': 'no front matter',
  'yaml.md': article({ fields: ['questions: ['] }),
  'field.md': article({ fields: ['author: me'] }),
  'source.md': article({ body: section('A heading', HANGING, 'UNKNOWN') }),
  'short.md': article({ body: section('A heading', 'Too short.') }),
};

test('everything that is wrong is reported at once', async () => {
  const errors = await errorsIn(BROKEN);
  expect(errors.map((error) => error.slice(0, error.indexOf(': '))).sort()).toEqual([
    'corpus/bytes.md:1',
    'corpus/field.md:6',
    'corpus/front.md:1',
    'corpus/short.md:10',
    'corpus/source.md:12',
    'corpus/yaml.md:7',
  ]);
});

test('a corpus with errors is refused with all of them in the message, and no warnings', async () => {
  const folder = await corpusFolder({ ...BROKEN, 'late.md': article().replace('2027-11-22', '2020-01-01') });
  const errors = linesOf(await problemsIn(folder), 'error');
  const error: unknown = await readCorpus(folder, TODAY).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CorpusError);
  expect((error as CorpusError).message).toBe(
    `The corpus has ${errors.length} problems:\n${errors.map((line) => `  ${line}`).join('\n')}`,
  );
});

test('the same files give the same corpus, wherever the folder is', async () => {
  const files = {
    'a.md': article({ body: section('One', HANGING) }),
    'b/c.md': article({ body: section('Two', INVERTING) }),
  };
  expect(await corpusOf(files)).toEqual(await corpusOf(files));
});

test('a folder can be named with a slash at its end', async () => {
  const folder = await corpusFolder({ 'a.md': article() });
  expect(await readCorpus(`${folder}/`, TODAY)).toEqual(await readCorpus(folder, TODAY));
});

test('a corpus is read anew each time', async () => {
  const folder = await corpusFolder({
    'a.md': article({ body: section('One', HANGING) }),
    'b.md': article({ body: section('Two', INVERTING) }),
  });
  expect((await readCorpus(folder, TODAY)).articles).toHaveLength(2);
  await rm(path.join(folder, 'b.md'));
  expect((await readCorpus(folder, TODAY)).articles).toHaveLength(1);
});
