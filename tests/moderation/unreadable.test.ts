import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastInBin, listBin, putIntoBin } from '#src/moderation/bin.js';
import { makeChange, presentText } from '#src/moderation/corpus-folder.js';
import { IndexError } from '#src/search-index/index-error.js';
import { folderForTest } from '../fixtures/folders.js';
import { HANGING_ARTICLE, moderatedCorpus } from '../fixtures/moderated-corpus.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const UNREADABLE = /cannot be read \((?:EISDIR|ENOTDIR)\)\. See what stands there/;

// Rights mean nothing to root: a folder where a file belongs cannot be read by anybody, and neither can a file as a folder.
describe('what cannot be read is not taken for nothing', () => {
  test('an article is not replaced without its text in the bin', async () => {
    const folder = await folderForTest();
    await mkdir(path.join(folder, 'corpus/walking.md'), { recursive: true });
    const change = { kind: 'replace', article: 'walking', file: 'walking.md', text: HANGING_ARTICLE } as const;
    const changing = makeChange(path.join(folder, 'corpus'), path.join(folder, 'moderation'), change, NOW);
    await expect(changing).rejects.toThrow(IndexError);
    await expect(changing).rejects.toThrow(UNREADABLE);
    expect(await presentText(path.join(folder, 'corpus'), 'hanging.md')).toBeNull();
  });

  test('the bin is not empty', async () => {
    const folder = await folderForTest();
    expect(await listBin(folder)).toEqual([]);
    await writeFile(path.join(folder, 'bin'), '');
    const binned = { article: 'walking', file: 'walking.md', text: 'Walk.', removed: NOW.toISOString() };
    await expect(listBin(folder)).rejects.toThrow(UNREADABLE);
    await expect(lastInBin(folder, 'walking')).rejects.toThrow(UNREADABLE);
    await expect(putIntoBin(folder, binned)).rejects.toThrow(UNREADABLE);
  });

  test('a rollback that was begun may have been made', async () => {
    const corpus = await moderatedCorpus();
    const first = await corpus.liveName();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = await corpus.refresh();
    const written = path.join(corpus.moderationDir, 'rollback.json');
    await mkdir(written);
    await expect(corpus.rollBack(null)).rejects.toThrow(UNREADABLE);
    expect(await corpus.liveName()).toBe(generation);
    await rm(written, { recursive: true });
    expect(await corpus.rollBack(null)).toEqual({ generation: first, before: generation });
  });
});
