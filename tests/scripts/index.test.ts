import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { article, HANGING, INVERTING, section, WALKING } from '../fixtures/corpus-folder.js';
import { FIXTURE_CORPUS } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';
import { runScript, STACK, type Finished } from '../fixtures/run-script.js';

const HANGING_ARTICLE = article({ fields: ['questions: [why does it hurt]'], body: section('Hanging', HANGING) });
const INVERTING_ARTICLE = article({ body: section('Inverting', INVERTING) });
const THIRD_ARTICLE = article({ body: section('Three', WALKING) + '\n' + section('Four', 'Rest. '.repeat(40)) });

describe('a corpus that is indexed again and again', () => {
  const folder = folderForFile();
  const corpus = path.join(folder, 'corpus');
  const indexDir = path.join(folder, 'new/index');
  const runs: Record<'first' | 'again' | 'changed' | 'broken' | 'damaged', Finished & { live: string }> = {} as never;
  let vectors: { whole: Buffer; repaired: Buffer };

  const write = (file: string, text: string) => writeFile(path.join(corpus, file), text);
  const index = async () => {
    const settings = { CORPUS_DIR: corpus, INDEX_DIR: indexDir, MODERATION_DIR: path.join(folder, 'moderation') };
    const finished = await runScript('index', [], { settings });
    return { ...finished, live: path.basename(await requireCurrentFolder(indexDir)) };
  };

  beforeAll(async () => {
    await mkdir(corpus);
    await write('sources.yaml', '{}');
    await write('hanging.md', HANGING_ARTICLE);
    await write('inverting.md', INVERTING_ARTICLE);
    await write('third.md', THIRD_ARTICLE);
    runs.first = await index();
    runs.again = await index();

    await write('inverting.md', INVERTING_ARTICLE.replace('dizzy', 'giddy'));
    await rm(path.join(corpus, 'third.md'));
    await write('walking.md', article({ body: section('Walking', WALKING) }));
    runs.changed = await index();

    const file = path.join(indexDir, runs.changed.live, 'passages.vectors.f32');
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, 100));
    runs.damaged = await index();
    vectors = { whole, repaired: await readFile(file) };

    await write('inverting.md', 'no front matter');
    await write('walking.md', article({ fields: ['author: me'] }));
    runs.broken = await index();
  }, 60_000);

  test('is published and counted the first time', () => {
    const { code, stdout, stderr, live } = runs.first;
    expect(stdout).toMatch(
      new RegExp(`^Published generation ${live} in \\d+\\.\\d s: 3 articles, 4 passages, 1 questions\\.$`, 'm'),
    );
    expect(stdout).toContain('\nPassages: 4 added, 0 changed, 0 removed. 5 texts embedded.\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('has nothing to do while nothing changes', () => {
    const { live } = runs.first;
    const stdout = `Nothing to do: generation ${live} holds the corpus as it is (3 articles, 4 passages).\n`;
    expect(runs.again).toEqual({ code: 0, stdout, stderr: '', live });
  });

  test('says what was added, changed and removed, and embeds no other text', () => {
    const { stdout, live } = runs.changed;
    expect(stdout).toContain('\nPassages: 1 added, 1 changed, 2 removed. 2 texts embedded.\n');
    expect(live).not.toBe(runs.first.live);
  });

  test('is built anew under the same name when its files were damaged', () => {
    expect(runs.damaged).toMatchObject({ code: 0, stderr: '', live: runs.changed.live });
    expect(runs.damaged.stdout).toContain(`Published generation ${runs.changed.live} `);
    expect(vectors.repaired).toEqual(vectors.whole);
  });

  test('is refused with all its errors, and the live generation stays', () => {
    const stderr = [
      'The corpus has 2 problems:',
      '  corpus/inverting.md:1: an article begins with front matter between two lines "---". corpus/README.md shows the form.',
      '  corpus/walking.md:6: unknown field "author". Remove it or correct its spelling.\n',
    ].join('\n');
    expect(runs.broken).toEqual({ code: 1, stdout: '', stderr, live: runs.changed.live });
  });
});

test('a folder that cannot hold an index is named without a stack', async () => {
  const folder = await folderForTest();
  await writeFile(path.join(folder, 'data'), 'a file in the way');
  const indexDir = path.join(folder, 'data/index');
  const settings = { CORPUS_DIR: FIXTURE_CORPUS, INDEX_DIR: indexDir, MODERATION_DIR: path.join(folder, 'moderation') };
  const { code, stderr } = await runScript('index', [], { settings });
  expect(stderr).toContain(indexDir);
  expect(stderr).not.toMatch(STACK);
  expect(code).toBe(1);
});
