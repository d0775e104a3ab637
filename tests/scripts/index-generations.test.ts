import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDecisions } from '#src/moderation/decisions.js';
import { copyCorpus, replaceIn } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';
import { runScript } from '../fixtures/run-script.js';

describe('npm run index', () => {
  const folder = folderForFile();
  const settings = {
    CORPUS_DIR: path.join(folder, 'corpus'),
    INDEX_DIR: path.join(folder, 'index'),
    MODERATION_DIR: path.join(folder, 'moderation'),
  };
  const index = (...words: string[]) => runScript('index', words, { settings });
  const liveOf = (list: string) => /^\* ([0-9a-f]{12}) /m.exec(list)![1]!;
  const out: Record<
    'first' | 'review' | 'before' | 'publish' | 'after' | 'rollback' | 'back' | 'again' | 'unknown',
    string
  > = {} as never;

  beforeAll(async () => {
    await copyCorpus(folder);
    out.first = (await index()).stdout;
    await replaceIn(path.join(settings.CORPUS_DIR, 'walking.md'), 'flat ground', 'even ground');
    out.review = (await index('--review')).stdout;
    out.before = (await index('--list')).stdout;
    out.publish = (await index('--publish', /--publish (\w+)/.exec(out.review)![1]!)).stdout;
    out.after = (await index('--list')).stdout;
    out.rollback = (await index('--rollback')).stdout;
    out.back = (await index('--list')).stdout;
    out.again = (await index()).stdout;
    const unknown = await index('--rollback', 'ffffffffffff');
    out.unknown = `${unknown.code ?? ''} ${unknown.stderr}`;
  }, 120_000);

  test('-- --review lists what would change and leaves the live generation', () => {
    expect(out.review).toMatch(/^~ Walking after a flare › Short walks beat long rest$/m);
    expect(out.review).toContain('Passages: 0 added, 1 changed, 0 removed.');
    expect(out.first).toContain(liveOf(out.before));
    expect(out.before).toMatch(/prepared, not published +4 articles, 9 passages$/m);
  });

  test('-- --publish makes the reviewed generation live, and --rollback the one before it', () => {
    expect(out.publish).toContain(`Published generation ${liveOf(out.after)}.`);
    expect(liveOf(out.after)).not.toBe(liveOf(out.before));
    expect(out.rollback).toContain(`Published generation ${liveOf(out.before)}`);
    expect(liveOf(out.back)).toBe(liveOf(out.before));
  });

  test('says when it brings back what was rolled back', () => {
    expect(out.first).not.toContain('rolled back');
    expect(out.again).toContain('It brings back what was rolled back last.');
  });

  test('writes every decision into the history', async () => {
    const decisions = await openDecisions(settings.MODERATION_DIR);
    decisions.close();
    const history = await decisions.history();
    expect(history.map(({ kind, by }) => `${kind} by ${by}`)).toEqual([
      'publish by shell',
      'publish by shell',
      'rollback by shell',
      'publish by shell',
    ]);
  });

  test('refuses a generation that was never live, and lists those that were', () => {
    expect(out.unknown).toMatch(/^1 Generation ffffffffffff was never live\. You can go back to: [0-9a-f]{12}\.\n$/);
  });
});
