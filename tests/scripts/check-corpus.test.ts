import path from 'node:path';
import { expect, test } from 'vitest';
import { article, corpusFolder, HANGING, INVERTING, section, WALKING } from '../fixtures/corpus-folder.js';
import { folderForTest } from '../fixtures/folders.js';
import { runScript } from '../fixtures/run-script.js';

const check = (folder: string) => runScript('check-corpus', [], { settings: { CORPUS_DIR: folder } });

test('a corpus without a fault is counted', async () => {
  const sources = 'BOOK:\n  title: A book\n  grade: B\nLEAFLET:\n  title: A leaflet\n  grade: B\n';
  const files = {
    'a.md': article({ body: section('Hanging', HANGING, 'BOOK') }),
    'b.md': article({ body: section('Inverting', INVERTING, 'LEAFLET') + '\n' + section('Walking', WALKING) }),
  };
  const { code, stdout, stderr } = await check(await corpusFolder({ ...files, 'sources.yaml': sources }));
  expect(stdout).toMatch(/^0 errors, 0 warnings\.\n2 articles, 3 passages, 2 sources\b/);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('every problem is a line of its own, and an error ends the check with exit code 1', async () => {
  const overdue = article({ fields: ['author: me'] }).replace('2027-11-22', '2020-01-01');
  const folder = await corpusFolder({ 'a.md': overdue, 'b.md': article({ fields: ['author: me'] }), 'c.md': '' });
  const { code, stdout } = await check(folder);
  expect(stdout.split('\n')).toEqual([
    'error    corpus/a.md:6: unknown field "author". Remove it or correct its spelling.',
    'error    corpus/b.md:6: unknown field "author". Remove it or correct its spelling.',
    'error    corpus/c.md:1: an article begins with front matter between two lines "---". corpus/README.md shows the form.',
    '3 errors, 0 warnings.',
    '',
  ]);
  expect(code).toBe(1);
});

test('warnings are shown and keep nothing from being used', async () => {
  const folder = await corpusFolder({
    'a.md': article().replace('2027-11-22', '2020-01-01'),
    'b.md': article({ body: section('Inverting', INVERTING) }).replace('2027-11-22', '2020-01-02'),
  });
  const { code, stdout } = await check(folder);
  expect(stdout).toContain('warning  corpus/a.md:5: the check was due on 2020-01-01.');
  expect(stdout).toContain('warning  corpus/b.md:5: the check was due on 2020-01-02.');
  expect(stdout).toMatch(/^0 errors, 2 warnings\.$/m);
  expect(code).toBe(0);
});

test('a missing folder is an error', async () => {
  const folder = path.join(await folderForTest(), 'nowhere');
  const { code, stdout, stderr } = await check(folder);
  expect(stdout).toContain(
    `error    ${folder}: there is no such folder. Create it or set CORPUS_DIR to the folder with the articles.\n`,
  );
  expect(stderr).toBe('');
  expect(code).toBe(1);
});
