import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildIndex } from '#src/build-index.js';
import type { Generation } from '#src/search-index/generation.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { seededRandom } from '../statistics/random.js';
import { SMALL_EMBEDDER } from './small-embedder.js';

export interface KillOptions {
  /** An empty folder. */
  readonly folder: string;
  /** The compiled scripts/soak/builder.js. */
  readonly builder: string;
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** How the rounds ended. */
export interface KillResult {
  /** Builders that were killed before they had published. */
  readonly killed: number;
  /** Builders that had published when the signal came. */
  readonly finished: number;
}

/**
 * Kills builders at random instants. After each the live generation must open and answer, the next build must succeed, and nothing may be left behind.
 * @throws at the first round in which one of these is not so
 */
export async function killBuilders({ folder, builder, rounds, seed, onRound }: KillOptions): Promise<KillResult> {
  const random = seededRandom(seed);
  const corpusDir = path.join(folder, 'corpus');
  const indexDir = path.join(folder, 'index');
  const build = () => buildIndex({ corpusDir, indexDir, embedder: SMALL_EMBEDDER, now: new Date() });
  await mkdir(corpusDir, { recursive: true });
  await writeFile(path.join(corpusDir, 'sources.yaml'), '{}');
  await writeCorpus(corpusDir, 0);
  const begun = performance.now();
  await build();
  // Instants are spread over the time that a build takes on this machine now.
  let longest = performance.now() - begun;

  let next = await startBuilder(builder);
  const result = { killed: 0, finished: 0 };
  for (let round = 1; round <= rounds; round++) {
    const child = next;
    await writeCorpus(corpusDir, round);
    const started = performance.now();
    const ended = once(child, 'close');
    child.send({ corpusDir, indexDir });
    await Promise.race([setTimeout(random() * longest), ended]);
    child.kill('SIGKILL');
    await ended;
    if (child.exitCode === 0) longest = (longest + performance.now() - started) / 2;
    else if (child.signalCode !== 'SIGKILL') throw new Error(`Round ${round}: the builder failed on its own.`);

    const live = await openGeneration(await requireCurrentFolder(indexDir), SMALL_EMBEDDER);
    const version = checkGeneration(live, round);
    if (version === round) result.finished++;
    else result.killed++;
    const { generation } = await build();
    if (checkGeneration(generation, round) !== round)
      throw new Error(`Round ${round}: the next build is not of its text.`);
    const left = (await readdir(indexDir)).filter((name) => !/^(?:[0-9a-f]{12}|current)$/.test(name));
    if (left.length > 0) throw new Error(`Round ${round}: ${left.join(', ')} was left behind.`);
    // A killing that always comes too late proves nothing.
    longest = version === round ? longest * 0.9 : longest * 1.05;
    if (round < rounds) next = await startBuilder(builder);
    onRound?.(round);
  }
  return result;
}

async function startBuilder(builder: string): Promise<ChildProcess> {
  const child = fork(builder, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

const ARTICLES = 12;

/** Articles of which each names the round in which it was written. */
async function writeCorpus(corpusDir: string, round: number): Promise<void> {
  for (let number = 0; number < ARTICLES; number++) {
    const words = Array.from({ length: 30 }, (_, at) => `word${number}x${at}`).join(' ');
    const text = [
      '---',
      `title: Article ${number}`,
      'summary: A summary.',
      'questions:',
      `  - what is number ${number} about`,
      'checked: 2026-11-22',
      'next-check: 2999-11-22',
      '---',
      '',
      '## Heading',
      '',
      `This was written in round ${round}. ${words}.`,
      '',
      'Sources: GENERAL-KNOWLEDGE',
      '',
    ];
    await writeFile(path.join(corpusDir, `article-${number}.md`), text.join('\n'));
  }
}

/** The round that all passages of a generation were written in. @throws when it is a mixture, or when a search finds the wrong text */
function checkGeneration({ passages, articles, vectorsUsable, passageTexts }: Generation, round: number): number {
  const versions = new Set(passages.map(({ text }) => Number(/round (\d+)/.exec(text)?.[1])));
  const verbatim = passages.every(
    ({ article, start, end, text }) => articles.get(article)!.text.slice(start, end) === text,
  );
  const [hit] = passageTexts.lexical.search(new Map([['word7x7', 1]]), 1);
  const found = hit && passages[hit.row]?.article === 'article-7';
  const [version] = versions;
  if (
    versions.size === 1 &&
    version !== undefined &&
    passages.length === ARTICLES &&
    verbatim &&
    vectorsUsable &&
    found
  ) {
    return version;
  }
  throw new Error(`Round ${round}: the live generation is not what was written in one round.`);
}
