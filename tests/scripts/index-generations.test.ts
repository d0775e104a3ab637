import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyCorpus, replaceIn } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';
import { runScript } from '../fixtures/run-script.js';

describe('npm run index', () => {
  const folder = folderForFile();
  const settings = { CORPUS_DIR: path.join(folder, 'corpus'), INDEX_DIR: path.join(folder, 'index') };
  const index = (...words: string[]) => runScript('index', words, { settings });
  const liveOf = (list: string) => /^\* ([0-9a-f]{12}) /m.exec(list)![1]!;
  const out: Record<'first' | 'review' | 'before' | 'publish' | 'after' | 'rollback' | 'back' | 'unknown', string> =
    {} as never;

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
    const unknown = await index('--rollback', 'ffffffffffff');
    out.unknown = `${unknown.code ?? ''} ${unknown.stderr}`;
  }, 120_000);

  test('-- --review lists what would change and leaves the live generation', () => {
    expect(out.review).toMatch(/^~ walking › Short walks beat long rest$/m);
    expect(out.review).toContain('Passages: 0 added, 1 changed, 0 removed.');
    expect(out.first).toContain(liveOf(out.before));
    expect(out.before).toMatch(/prepared, not published +4 articles, 9 passages$/m);
  });

  test('-- --publish makes the reviewed generation live, and --rollback the one before it', () => {
    expect(out.publish).toContain(`Published generation ${liveOf(out.after)}: 9 passages.`);
    expect(liveOf(out.after)).not.toBe(liveOf(out.before));
    expect(out.rollback).toContain(`Published generation ${liveOf(out.before)}`);
    expect(liveOf(out.back)).toBe(liveOf(out.before));
  });

  test('refuses a generation that it does not keep, and lists those that it does', () => {
    expect(out.unknown).toMatch(
      /^1 There is no generation ffffffffffff in .* It keeps: [0-9a-f]{12}, [0-9a-f]{12}\.\n$/,
    );
  });
});
