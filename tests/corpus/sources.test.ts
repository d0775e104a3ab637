import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  article,
  corpusFolder,
  corpusOf,
  errorsIn,
  HANGING,
  linesOf,
  problemsIn,
  section,
  warningsIn,
} from '../fixtures/corpus-folder.js';

const citing = (keys: string) => article({ body: section('Why hanging hurts', HANGING, keys) });

const entry = (...lines: string[]) =>
  ['BOOK:', '  title: A book', '  grade: B', ...lines.map((line) => `  ${line}`), ''].join('\n');

test('an entry is read with all its fields', async () => {
  const lines = [
    'authors: Bar B.',
    'published: A journal',
    'year: 2019',
    'doi: 10.1000/182',
    "pmid: '12345678'",
    'pmcid: PMC2613278',
    'address: https://example.org/book',
    'read: abstract',
    'note: A note.',
  ];
  const { sources } = await corpusOf({ 'a.md': citing('BOOK'), 'sources.yaml': entry(...lines) });
  expect(sources).toEqual([
    {
      key: 'BOOK',
      title: 'A book',
      grade: 'B',
      authors: 'Bar B.',
      published: 'A journal',
      year: 2019,
      doi: '10.1000/182',
      pmid: '12345678',
      pmcid: 'PMC2613278',
      address: 'https://example.org/book',
      read: 'abstract',
      note: 'A note.',
    },
  ]);
});

test('the two reserved keys need no entry', async () => {
  expect(await errorsIn({ 'a.md': citing('GENERAL-KNOWLEDGE, HOUSE-RULE') })).toEqual([]);
});

test('a key that is not in the bibliography is named with the line that cites it', async () => {
  expect(await errorsIn({ 'a.md': citing('HOUSE-RULE, BOOK2'), 'sources.yaml': '{}' })).toEqual([
    'corpus/a.md:12: the source "BOOK2" is not in sources.yaml. Add it there or correct the key.',
  ]);
});

test('an entry that no section cites is named with its line', async () => {
  const sources = `${entry()}OTHER:\n  title: Another\n  grade: C\n`;
  expect(await warningsIn({ 'a.md': citing('BOOK'), 'sources.yaml': sources })).toContain(
    'corpus/sources.yaml:4: no section cites "OTHER". Remove the entry or cite it.',
  );
});

test('an entry is not called unused while an article that may cite it cannot be read', async () => {
  const files = { 'a.md': citing('BOOK').replace('title:', 'tilte:'), 'sources.yaml': entry() };
  expect((await warningsIn(files)).filter((warning) => warning.includes('no section cites'))).toEqual([]);
  expect(await errorsIn(files)).toContain('corpus/a.md:2: unknown field "tilte". Remove it or correct its spelling.');
});

test('a missing bibliography is named, and keys are not called unknown because of it', async () => {
  const folder = await corpusFolder({ 'a.md': citing('BOOK') });
  await rm(path.join(folder, 'sources.yaml'));
  expect(linesOf(await problemsIn(folder), 'error')).toEqual([
    'corpus/sources.yaml: there is no such file. Put it there as corpus/README.md describes it.',
  ]);
});

test.each([
  ['year: 3000', 'BOOK.year: write a year from 1900 to 2100'],
  ['year: 2019.5', 'BOOK.year: write a whole number here'],
  ['year: soon', 'BOOK.year: write a number here'],
  ['doi: doi.org/10.1000/182', 'BOOK.doi: a DOI looks like 10.1002/14651858.CD003010.pub5'],
  ['pmid: 12345678', 'BOOK.pmid: put the PMID in quotes'],
  ["pmid: 'PMID 1'", 'BOOK.pmid: a PMID has 5 to 8 digits'],
  ['pmcid: 2613278', 'BOOK.pmcid: write a text here, in quotes if it is a number'],
  ['address: example.org', 'BOOK.address: an address begins with https://'],
  ['address: ftp://example.org', 'BOOK.address: an address begins with https://'],
  ['note: ""', 'BOOK.note: write a text here'],
  ['notes: x', 'unknown field "notes". Remove it or correct its spelling.'],
])('the field "%s" is refused with what to write instead', async (field, message) => {
  expect(await errorsIn({ 'a.md': citing('BOOK'), 'sources.yaml': entry(field) })).toEqual([
    `corpus/sources.yaml:4: ${message}`,
  ]);
});

test.each([
  ['', 1, 'write entries here, each under a line "KEY:"'],
  ['BOOK:\n  title: A book\n', 1, 'BOOK.grade: write one of A, B, C'],
  ['BOOK:\n  title: A book\n  grade: D\n', 3, 'BOOK.grade: write one of A, B, C'],
  ['BOOK: A book\n', 1, 'BOOK: write fields here, each on a line "name: …"'],
  ['book-1:\n  title: A book\n  grade: A\n', 1, 'book-1: a key is made of capital letters and digits'],
  ['BOOK: {\n', 2, 'this is not valid YAML: '],
])('the bibliography %j is refused', async (sources, line, message) => {
  const errors = await errorsIn({ 'a.md': citing('HOUSE-RULE'), 'sources.yaml': sources });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`corpus/sources.yaml:${line}: ${message}`);
});
