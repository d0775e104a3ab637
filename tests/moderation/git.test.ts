import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { programEnvironment } from '#src/config.js';
import { pullCorpus } from '#src/moderation/git.js';
import { RefusedError } from '#src/moderation/refused-error.js';
import { copyCorpus, replaceIn } from '../fixtures/fixture-index.js';
import { folderForTest } from '../fixtures/folders.js';
import { moderatedCorpus } from '../fixtures/moderated-corpus.js';

const run = promisify(execFile);

/** Git as it is without anybody's settings. */
async function git(folder: string, ...words: string[]): Promise<string> {
  const who = ['-c', 'user.name=Author', '-c', 'user.email=author@example.org', '-c', 'init.defaultBranch=main'];
  const env = { PATH: programEnvironment().PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return (await run('git', ['-C', folder, ...who, ...words], { env })).stdout.trim();
}

let author: string;
let bot: string;
let corpusDir: string;
const pull = () => pullCorpus(corpusDir, programEnvironment());

/** Somebody else commits and pushes. */
async function publishByGit(from: string, to: string): Promise<void> {
  await replaceIn(path.join(author, 'corpus/walking.md'), from, to);
  await git(author, 'commit', '--quiet', '--all', '--message', to);
  await git(author, 'push', '--quiet');
}

const walking = () => readFile(path.join(corpusDir, 'walking.md'), 'utf8');

beforeEach(async () => {
  const folder = await folderForTest();
  const remote = path.join(folder, 'remote.git');
  author = path.join(folder, 'author');
  bot = path.join(folder, 'bot');
  corpusDir = path.join(bot, 'corpus');
  await mkdir(author);
  await copyCorpus(author);
  await git(author, 'init', '--quiet');
  await git(author, 'add', '.');
  await git(author, 'commit', '--quiet', '--message', 'articles');
  await git(folder, 'clone', '--quiet', '--bare', 'author', 'remote.git');
  await git(author, 'remote', 'add', 'origin', remote);
  await git(author, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  await git(folder, 'clone', '--quiet', 'remote.git', 'bot');
});

describe('the corpus folder', () => {
  test('is moved forward to what was pushed', async () => {
    await publishByGit('flat ground', 'even ground');
    await pull();
    expect(await walking()).toContain('even ground');
    await pull();
    expect(await git(bot, 'status', '--porcelain')).toBe('');
  });

  test('that others changed too is not merged', async () => {
    await publishByGit('flat ground', 'even ground');
    await replaceIn(path.join(corpusDir, 'walking.md'), 'the next morning', 'tomorrow morning');
    await git(bot, 'commit', '--quiet', '--all', '--message', 'here');
    const before = await git(bot, 'rev-parse', 'HEAD');
    await expect(pull()).rejects.toThrow(RefusedError);
    await expect(pull()).rejects.toThrow('and origin/main have both gone on, and only what needs no merge is taken.');
    expect(await git(bot, 'rev-parse', 'HEAD')).toBe(before);
    expect(await walking()).not.toContain('<<<<');
  });

  test.each([
    ['is edited', () => replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'soft ground'), 'walking.md'],
    ['has a new file', () => writeFile(path.join(corpusDir, 'new.md'), 'New'), 'new.md'],
  ])('that %s is left alone', async (_, change, name) => {
    await publishByGit('flat ground', 'even ground');
    await change();
    await expect(pull()).rejects.toThrow(`has changes that are not committed (corpus/${name}).`);
    expect(await walking()).not.toContain('even ground');
  });

  test('without a branch to follow is named with the remedy', async () => {
    await git(bot, 'branch', '--unset-upstream');
    await expect(pull()).rejects.toThrow('follows no other, so there is nothing to pull. Set one: git branch');
  });

  test('on no branch at all is named with the same remedy', async () => {
    await git(bot, 'checkout', '--quiet', '--detach');
    await expect(pull()).rejects.toThrow('follows no other');
  });

  test('of which the remote is gone is named with what git says', async () => {
    const remote = await git(bot, 'remote', 'get-url', 'origin');
    await rename(remote, `${remote}.gone`);
    await expect(pull()).rejects.toThrow(
      /^The corpus could not be fetched from origin\/main: .*not appear to be a git/s,
    );
  });

  test('that is not kept in git is named with the setting', async () => {
    corpusDir = await copyCorpus(await folderForTest());
    await expect(pull()).rejects.toThrow('Set CORPUS_GIT=0 if it is not kept in git.');
  });

  test('whose list of files is damaged is named with what git says', async () => {
    await writeFile(path.join(bot, '.git/index'), 'damage');
    const pulling = pull();
    await expect(pulling).rejects.toThrow(RefusedError);
    await expect(pulling).rejects.toThrow(/^What has changed in the corpus folder .* cannot be told: .*index file/s);
  });

  test('is not pulled where git ends without a word, and what was asked of it is named', async () => {
    const folder = await folderForTest();
    await writeFile(path.join(folder, 'git'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    await expect(pullCorpus(corpusDir, { PATH: folder })).rejects.toThrow(
      /cannot be pulled \(Command failed: git -C \S+ rev-parse --is-inside-work-tree\)\. Set CORPUS_GIT=0/,
    );
  });

  test('is not pulled where git is not installed', async () => {
    await expect(pullCorpus(corpusDir, { PATH: '/nowhere' })).rejects.toThrow('git is not installed');
  });
});

test('a review pulls first, and takes no change from a chat', async () => {
  const corpus = await moderatedCorpus();
  await publishByGit('flat ground', 'even ground');
  const review = await corpus.review({ corpusDir, corpusGit: true });
  expect(review).toMatchObject({ articles: { changed: ['Walking after a flare'] } });
  const change = { kind: 'remove', article: 'walking', file: 'walking.md' } as const;
  await expect(corpus.review({ corpusDir, corpusGit: true, change })).rejects.toThrow('The corpus is kept in git');
});
