import { mkdir, open, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { passagesOf } from '#src/corpus/read-corpus.js';
import {
  article,
  corpusFolder,
  corpusOf,
  errorsIn,
  HANGING,
  INVERTING,
  linesOf,
  problemsIn,
  section,
  WALKING,
} from '../fixtures/corpus-folder.js';
import { folderForTest } from '../fixtures/folders.js';

test('a byte order mark and Windows line ends change no text, offset, line or id', async () => {
  const body = section('Why hanging hurts', HANGING) + '\n' + section('Why inverting hurts', INVERTING);
  const plain = await corpusOf({ 'a.md': article({ body }) });
  const windows = await corpusOf({ 'a.md': `\ufeff${article({ body }).replaceAll('\n', '\r\n')}` });
  expect(windows.articles).toEqual(plain.articles);
  expect(passagesOf(windows.articles).map(({ lines }) => lines)).toEqual([
    [10, 10],
    [16, 16],
  ]);
});

test('line ends of old Macs are understood', async () => {
  const { articles } = await corpusOf({ 'a.md': article().replaceAll('\n', '\r') });
  expect(passagesOf(articles).map(({ text }) => text)).toEqual([HANGING]);
});

test('tabs in a text are quoted as they are', async () => {
  const text = HANGING.replace('a bar', 'a\tbar');
  const { articles } = await corpusOf({ 'a.md': article({ body: section('Why hanging hurts', text) }) });
  expect(passagesOf(articles).map((passage) => passage.text)).toEqual([text]);
});

test('letters outside of ASCII are quoted as they are', async () => {
  const text = HANGING.replace('ache', 'naïve ‘ache’ at 90° 🙂 你好');
  const { articles } = await corpusOf({ 'a.md': article({ body: section('Why hanging hurts', text) }) });
  expect(passagesOf(articles).map((passage) => passage.text)).toEqual([text]);
});

test('a line that is not UTF-8 is named', async () => {
  const bytes = Buffer.from(article().replace('tighten', 't\u00efghten'), 'latin1');
  expect(await errorsIn({ 'a.md': bytes })).toEqual([
    'corpus/a.md:10: this line is not UTF-8. Save the file as UTF-8.',
  ]);
});

test('a file that ends inside a letter is refused', async () => {
  const bytes = Buffer.concat([Buffer.from(article().trimEnd()), Buffer.from('é').subarray(0, 1)]);
  expect(await errorsIn({ 'a.md': bytes })).toEqual([
    'corpus/a.md:12: this line is not UTF-8. Save the file as UTF-8.',
  ]);
});

test('a file that was saved as UTF-16 is refused', async () => {
  const bytes = Buffer.from(`\ufeff${article()}`, 'utf16le');
  expect(await errorsIn({ 'a.md': bytes })).toEqual(['corpus/a.md:1: this line is not UTF-8. Save the file as UTF-8.']);
});

test('a file of 50 MB is refused unread', async () => {
  const folder = await corpusFolder({ 'a.md': article() });
  const file = await open(path.join(folder, 'large.md'), 'w');
  await file.truncate(50 * 1024 * 1024);
  await file.close();
  expect(linesOf(await problemsIn(folder), 'error')).toEqual([
    'corpus/large.md: the file has 52428800 bytes, more than the 1048576 allowed. Split it into articles of 200 to 700 words.',
  ]);
});

test('a symbolic link out of the folder is refused, be it to a file or a folder', async () => {
  const outside = await folderForTest();
  await writeFile(path.join(outside, 'secret.md'), article({ body: section('A secret', INVERTING) }));
  const folder = await corpusFolder({ 'a.md': article() });
  await symlink(path.join(outside, 'secret.md'), path.join(folder, 'file.md'));
  await symlink(outside, path.join(folder, 'folder'));
  const message = 'symbolic links are not followed, since they can lead out of the corpus. Put the file itself here.';
  expect(linesOf(await problemsIn(folder), 'error')).toEqual([
    `corpus/file.md: ${message}`,
    `corpus/folder: ${message}`,
  ]);
});

test('a bibliography that is a symbolic link is not followed', async () => {
  const folder = await corpusFolder({ 'a.md': article() });
  await rm(path.join(folder, 'sources.yaml'));
  await symlink('/dev/zero', path.join(folder, 'sources.yaml'));
  expect(linesOf(await problemsIn(folder), 'error')).toContain(
    'corpus/sources.yaml: this is not a plain file. Put it there as corpus/README.md describes it.',
  );
});

test('articles are found in subfolders; the guide for authors and other files are not articles', async () => {
  const folder = await corpusFolder({
    'b/c/deep.md': article(),
    'README.md': 'How to write an article.',
    'notes.txt': 'nothing',
  });
  await mkdir(path.join(folder, 'folder.md'));
  expect(await problemsIn(folder)).toEqual([]);
});

test('articles come in the order of their paths, whatever order they were written in', async () => {
  const files = {
    'b.md': article({ body: section('B', HANGING) }),
    'a/z.md': article({ body: section('Z', INVERTING) }),
    'a.md': article({ body: section('A', WALKING) }),
  };
  const { articles } = await corpusOf(files);
  expect(articles.map(({ file }) => file)).toEqual(['corpus/a/z.md', 'corpus/a.md', 'corpus/b.md']);
});
