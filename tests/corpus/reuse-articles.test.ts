import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Article } from '#src/corpus/article.js';
import { checkCorpus, readCorpus, type Corpus } from '#src/corpus/read-corpus.js';
import {
  article,
  corpusFolder,
  HANGING,
  INVERTING,
  linesOf,
  section,
  TODAY,
  WALKING,
} from '../fixtures/corpus-folder.js';

const FILES = {
  'hanging.md': article({ body: section('Hanging', HANGING) }),
  'inverting.md': article({ fields: ['questions: [why am I dizzy]'], body: section('Inverting', INVERTING, 'BOOK') }),
  'walking.md': article({ body: section('Walking', WALKING) }),
  'sources.yaml': 'BOOK:\n  title: A book\n  grade: B\n',
};

const SITTING =
  'Long sitting loads the discs of the lower back more than standing does. Get up every half hour, walk to the window, and let the hips ' +
  'straighten before you sit down again on a firm chair.';

/** A corpus that was read once, and how it is read again: with what is known of it, and without. */
async function readOnce() {
  const folder = await corpusFolder(FILES);
  const { articles } = await readCorpus(folder, TODAY);
  const before = new Map(articles.map((known) => [known.file, known]));
  const again = (known?: ReadonlyMap<string, Article>) =>
    readCorpus(folder, TODAY, known).catch((error: unknown) => String(error));
  return {
    folder,
    before,
    edit: (name: string, text: string) => writeFile(path.join(folder, name), text),
    readBoth: async () => ({ reused: await again(before), fresh: await again() }),
  };
}

test('an article whose file did not change is not parsed again', async () => {
  const { before, edit, readBoth } = await readOnce();
  await edit('walking.md', FILES['walking.md'].replace('sore', 'aching'));
  const { reused, fresh } = await readBoth();
  expect(reused).toEqual(fresh);
  expect((reused as Corpus).articles.map((found) => before.get(found.file) === found)).toEqual([true, true, false]);
});

test.each<[string, string, string]>([
  ['a new article repeats an old one', 'zz.md', article({ body: section('Again', INVERTING) })],
  ['a new article before the old ones repeats one', 'aa.md', article({ body: section('Again', WALKING) })],
  [
    'a new article asks the question of an old one',
    'zz.md',
    article({ fields: ['questions: [why am I dizzy]'], body: section('Sitting', SITTING) }),
  ],
  ['a source that an old article cites is gone', 'sources.yaml', '{}'],
  ['an old article has become too short', 'walking.md', article({ body: section('Walking', 'Walk.') })],
])('when %s, that is found as if everything were read anew', async (_, name, text) => {
  const { edit, readBoth } = await readOnce();
  await edit(name, text);
  const { reused, fresh } = await readBoth();
  expect(fresh).toMatch(/^CorpusError/);
  expect(reused).toBe(fresh);
});

test('a source that is no longer cited is found as if everything were read anew', async () => {
  const { folder, before, edit } = await readOnce();
  await edit('inverting.md', article({ body: section('Inverting', INVERTING) }));
  const { problems } = await checkCorpus(folder, TODAY, before);
  expect(linesOf(problems, 'warning')).toEqual([
    'corpus/sources.yaml:1: no section cites "BOOK". Remove the entry or cite it.',
  ]);
  expect(problems).toEqual((await checkCorpus(folder, TODAY)).problems);
});
