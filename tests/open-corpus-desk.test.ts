import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Config } from '#src/config.js';
import type { CorpusDesk } from '#src/moderation/corpus-desk.js';
import { openDecisions, type Decisions } from '#src/moderation/decisions.js';
import { RefusedError } from '#src/moderation/refused-error.js';
import { openCorpusDesk } from '#src/open-corpus-desk.js';
import { IndexError } from '#src/search-index/index-error.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { openWorkshop } from '#src/search-index/workshop.js';
import { configIn } from './fixtures/config.js';
import { buildInto, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';
import { MODERATOR, upload } from './fixtures/moderated-corpus.js';

const embedder = await loadBundled();

interface Place {
  readonly config: Config;
  readonly desk: CorpusDesk;
  readonly decisions: Decisions;
}

/** A desk over the fixture corpus with an index, and an article that has changed since. */
async function openDesk(settings: Partial<Config> = {}): Promise<Place> {
  const folder = await folderForTest();
  const config: Config = { ...(await configIn(folder)), ...settings };
  const { generation } = await buildInto(folder, embedder, config.corpusDir);
  await replaceIn(path.join(config.corpusDir, 'walking.md'), 'flat ground', 'even ground');
  const decisions = await openDecisions(config.moderationDir);
  onTestFinished(() => {
    decisions.close();
  });
  return { config, decisions, desk: openCorpusDesk(config, decisions, () => generation) };
}

/** The process that is at work on the index. */
function workerIn({ indexDir }: Config): number {
  const names = readdirSync(indexDir);
  return Number(names.map((name) => /^building-(\d+)-/.exec(name)?.[1]).find((pid) => pid !== undefined));
}

async function groundOf({ indexDir }: Config): Promise<string> {
  const { passages } = await openGeneration(await requireCurrentFolder(indexDir), embedder);
  return /(flat|even) ground/.exec(passages.map(({ text }) => text).join(' '))![1]!;
}

test('a refresh is reviewed, published and taken back in other processes, and the history tells who did it', async () => {
  const { config, desk, decisions } = await openDesk();
  const stages: string[] = [];
  const review = (await desk.refresh(MODERATOR, ({ stage }) => stages.push(stage)))!;
  expect(review.passages).toEqual({ added: 0, changed: 1, removed: 0 });
  expect([...new Set(stages)]).toEqual(['reading', 'embedding', 'lexical', 'writing', 'verifying']);
  expect(await desk.proposal(review.generation)).toEqual(review);
  expect(await groundOf(config)).toBe('flat');

  await desk.publish(review.generation, MODERATOR);
  expect(await groundOf(config)).toBe('even');
  expect(await desk.proposal(review.generation)).toBeNull();
  expect(await desk.refresh(MODERATOR)).toBeNull();

  await desk.rollBack(null, MODERATOR);
  expect(await groundOf(config)).toBe('flat');
  expect(await decisions.history()).toMatchObject([
    { kind: 'publish', by: MODERATOR, generation: review.generation },
    { kind: 'rollback', by: MODERATOR, before: review.generation },
  ]);
  const { live, last } = await desk.status();
  expect(live).toMatchObject({ articles: 4, passages: 9, model: 'bundled', overdue: [] });
  expect(live!.published).toMatch(/^\d{4}-.*Z$/);
  expect(last.map(({ kind }) => kind)).toEqual(['rollback', 'publish']);
});

test.runIf(process.platform === 'linux')(
  'where memory runs out, the process of a refresh is ended before the bot',
  async () => {
    const { config, desk } = await openDesk();
    const chances: string[] = [];
    await desk.refresh(MODERATOR, ({ stage }) => {
      if (stage === 'reading') chances.push(readFileSync(`/proc/${workerIn(config)}/oom_score_adj`, 'utf8').trim());
    });
    expect(chances[0]).toBe('1000');
  },
);

test('what was discarded cannot be published, and what was published cannot be discarded', async () => {
  const { desk, decisions } = await openDesk();
  const { generation } = (await desk.refresh(MODERATOR))!;
  await desk.discard(generation, MODERATOR);
  await expect(desk.publish(generation, MODERATOR)).rejects.toThrow(RefusedError);
  await expect(desk.discard(generation, MODERATOR)).rejects.toThrow('it was published or discarded already');
  expect(await decisions.history()).toMatchObject([{ kind: 'discard', by: MODERATOR, generation }]);
});

test('an upload with a mistake is refused with its line; that is an answer and no failed refresh', async () => {
  const { desk, decisions } = await openDesk();
  const wish = { kind: 'add', upload: upload('tightening.md', '---\ntitle: Only a title\n---\n') } as const;
  const proposing = desk.propose(wish, MODERATOR);
  await expect(proposing).rejects.toThrow(RefusedError);
  await expect(proposing).rejects.toThrow('corpus/tightening.md:2: summary: write a text here');
  expect(await decisions.history()).toEqual([]);
});

test('in a corpus that is kept in git no article is changed from a chat, and how to is said', async () => {
  const { desk } = await openDesk({ corpusGit: true });
  await expect(desk.propose({ kind: 'remove', article: 'walking' }, MODERATOR)).rejects.toThrow(
    'The corpus is kept in git, so articles are not changed from here. Change the file there',
  );
  await expect(desk.refresh(MODERATOR)).rejects.toThrow('Set CORPUS_GIT=0 if it is not kept in git.');
});

describe('of two at once', () => {
  test('one refreshes, and the other is told so', async () => {
    const { config, desk, decisions } = await openDesk();
    let worker = 0;
    const going = desk.refresh('one', () => {
      if (worker > 0) return;
      worker = workerIn(config);
      process.kill(worker, 'SIGSTOP');
    });
    await vi.waitUntil(() => worker > 0, { timeout: 20_000, interval: 10 });
    const refused = desk.refresh('another');
    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toThrow(`Somebody else is at work on the index (process ${worker} on `);
    process.kill(worker, 'SIGCONT');
    expect(await going).not.toBeNull();
    expect(await decisions.history()).toEqual([]);
  });

  test('nobody publishes, discards or goes back while the other is at work', async () => {
    const { config, desk } = await openDesk();
    const { generation } = (await desk.refresh(MODERATOR))!;
    const workshop = await openWorkshop(config.indexDir);
    const says = 'Somebody else is at work on the index';
    await expect(desk.publish(generation, MODERATOR)).rejects.toThrow(says);
    await expect(desk.discard(generation, MODERATOR)).rejects.toThrow(says);
    await expect(desk.rollBack(null, MODERATOR)).rejects.toThrow(says);
    await workshop.close();
    await desk.publish(generation, MODERATOR);
    expect(await groundOf(config)).toBe('even');
  });

  test('one that has died is no obstacle', async () => {
    const { config, desk } = await openDesk();
    const dead = spawn('true');
    await once(dead, 'close');
    await mkdir(path.join(config.indexDir, `building-${dead.pid!}-1-${hostname()}`));
    expect(await desk.refresh(MODERATOR)).not.toBeNull();
    expect((await readdir(config.indexDir)).filter((name) => name.startsWith('building'))).toEqual([]);
  });
});

test('a bot that dies takes its review with it, and the next one refreshes', async () => {
  const { config, desk } = await openDesk();
  const bot = path.join(config.moderationDir, 'bot.mjs');
  await mkdir(config.moderationDir, { recursive: true });
  await writeFile(
    bot,
    `import { openCorpusDesk } from ${JSON.stringify(path.resolve('dist/open-corpus-desk.js'))};
    import { openDecisions } from ${JSON.stringify(path.resolve('dist/moderation/decisions.js'))};
    const decisions = await openDecisions(${JSON.stringify(config.moderationDir)});
    process.once('message', (config) =>
      openCorpusDesk(config, decisions, () => null).refresh('somebody', () => process.send('going')));`,
  );
  const child = fork(bot);
  child.send(config);
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(await groundOf(config)).toBe('flat');
  await vi.waitFor(() => desk.refresh(MODERATOR), { timeout: 20_000, interval: 200 });
});

describe('a refresh that fails leaves what is live, says why, and is in the history', () => {
  test.each([
    ['the model is gone', { embeddingModel: '/nowhere/model' }, /\/nowhere\/model/],
    [
      'the corpus folder is gone',
      { corpusDir: '/nowhere/corpus' },
      /there is no such folder\. Create it or set CORPUS_DIR/,
    ],
  ])('when %s', async (_, broken, says) => {
    const { config, decisions } = await openDesk();
    const desk = openCorpusDesk({ ...config, ...broken }, decisions, () => null);
    const refreshing = desk.refresh(MODERATOR);
    await expect(refreshing).rejects.toThrow(IndexError);
    await expect(refreshing).rejects.toThrow(says);
    expect(await decisions.history()).toMatchObject([
      { kind: 'refresh-failed', by: MODERATOR, message: expect.stringMatching(says) as string },
    ]);
    expect(await groundOf(config)).toBe('flat');
  });

  test('when an article has a mistake', async () => {
    const { config, desk, decisions } = await openDesk();
    await replaceIn(path.join(config.corpusDir, 'walking.md'), 'title:', 'titel:');
    await expect(desk.refresh(MODERATOR)).rejects.toThrow(/corpus\/walking\.md:2: unknown field "titel"/);
    expect(await decisions.history()).toMatchObject([{ kind: 'refresh-failed' }]);
    expect(await groundOf(config)).toBe('flat');
  });
});
