import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { buildIndex } from '#src/build-index.js';
import { lastInBin } from '#src/moderation/bin.js';
import { openDecisions } from '#src/moderation/decisions.js';
import { lastPublication } from '#src/moderation/publications.js';
import { publishProposal } from '#src/publish-proposal.js';
import { reviewCorpus } from '#src/review-corpus.js';
import { openWhole } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { seededRandom } from '../statistics/random.js';
import type { Confirmed, SoakPlace, SoakTask } from './moderator.js';
import { SMALL_EMBEDDER as embedder } from './small-embedder.js';

export interface KillOptions {
  /** An empty folder. */
  readonly folder: string;
  /** The compiled scripts/soak/moderator.js. */
  readonly moderator: string;
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** How the rounds ended. */
export interface KillResult {
  /** Decisions whose process was killed before it had confirmed them. */
  readonly killed: number;
  readonly confirmed: number;
}

/** The files of the corpus folder by name. */
type Files = Readonly<Record<string, string>>;

/** A task, and what the corpus folder holds before and after it. */
interface Round {
  readonly task: SoakTask;
  readonly before: Files;
  readonly after: Files;
}

/**
 * Kills processes in which moderators refresh, add, replace, remove and roll back, at random instants. After each the live generation must open and
 * answer, the corpus folder may hold no half of anything, everything that was confirmed must be there, and the next refresh must succeed.
 * @throws at the first round in which one of these is not so
 */
export async function killModerators({ folder, moderator, rounds, seed, onRound }: KillOptions): Promise<KillResult> {
  const random = seededRandom(seed);
  const place = {
    corpusDir: path.join(folder, 'corpus'),
    indexDir: path.join(folder, 'index'),
    moderationDir: path.join(folder, 'moderation'),
  };
  await mkdir(place.corpusDir, { recursive: true });
  await writeFiles(place.corpusDir, {
    'sources.yaml': '{}',
    ...Object.fromEntries(FIRST.map((id) => [`${id}.md`, articleOf(id, 0)])),
  });
  await buildIndex({ ...place, embedder, now: new Date() });
  await refresh(place, { 'b.md': articleOf('b', 1) });

  // Publishing takes a small part of the time and has the most steps to die between: every other instant is one of its.
  const longest = { whole: 250, publishing: 60 };
  let next = await start(moderator);
  const result = { killed: 0, confirmed: 0 };
  for (let round = 1; round <= rounds; round++) {
    const child = next;
    const given = await prepare(place, round, random());
    const liveBefore = await liveName(place);
    const part = random() < 0.5 && given.task.kind !== 'roll-back' ? 'publishing' : 'whole';
    const outcome = await runAndKill(child, place, given.task, part, random() * longest[part]);
    try {
      await check(place, given, liveBefore, outcome);
    } catch (cause) {
      throw new Error(`Round ${round} with seed ${seed} (${given.task.kind}): ${String(cause)}`, { cause });
    }
    if (outcome) result.confirmed++;
    else result.killed++;
    // A killing that always comes too late proves nothing.
    longest[part] *= outcome ? 0.9 : 1.08;
    if (round < rounds) next = await start(moderator);
    onRound?.(round);
  }
  return result;
}

const FIRST = ['a', 'b', 'c', 'd'];

/** A task of a random kind. For a refresh the folder is edited first. */
async function prepare({ corpusDir }: SoakPlace, round: number, chance: number): Promise<Round> {
  const before = await readFiles(corpusDir);
  const chosen = Object.keys(before)
    .filter((name) => name.endsWith('.md'))
    .at(-1)!;
  const id = path.basename(chosen, '.md');
  const upload = (name: string) => ({ name: `${name}.md`, bytes: Buffer.from(articleOf(name, round)) });
  const changed = (name: string, text: string): Files => sorted({ ...before, [name]: text });
  if (chance < 0.25) {
    const after = changed('a.md', articleOf('a', round));
    await writeFiles(corpusDir, after);
    return { task: { kind: 'refresh' }, before: after, after };
  }
  if (chance < 0.45) return { task: { kind: 'roll-back' }, before, after: before };
  const young = `new-${round}`;
  if (chance < 0.65)
    return {
      task: { kind: 'change', wish: { kind: 'add', upload: upload(young) } },
      before,
      after: changed(`${young}.md`, articleOf(young, round)),
    };
  if (chance < 0.85 || Object.keys(before).length < 5)
    return {
      task: { kind: 'change', wish: { kind: 'replace', article: id, upload: upload(id) } },
      before,
      after: changed(chosen, articleOf(id, round)),
    };
  const after = Object.fromEntries(Object.entries(before).filter(([name]) => name !== chosen));
  return { task: { kind: 'change', wish: { kind: 'remove', article: id } }, before, after };
}

async function start(moderator: string): Promise<ChildProcess> {
  const child = fork(moderator, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

type Said = 'reviewed' | Confirmed | { readonly error: string };

/** What was confirmed before the process was killed, so many milliseconds after it was told to begin or began to publish; or null. */
async function runAndKill(
  child: ChildProcess,
  place: SoakPlace,
  task: SoakTask,
  part: 'whole' | 'publishing',
  after: number,
): Promise<Confirmed | null> {
  let last: Said = 'reviewed';
  const reviewed = once(child, 'message');
  child.on('message', (message) => {
    last = message as Said;
  });
  const ended = once(child, 'close');
  child.send({ place, task });
  if (part === 'publishing') await reviewed;
  await Promise.race([setTimeout(after), ended]);
  child.kill('SIGKILL');
  await ended;
  const said = last as Said;
  if (said === 'reviewed') return null;
  if ('error' in said) throw new Error(said.error);
  return said;
}

async function check(
  place: SoakPlace,
  { task, before, after }: Round,
  liveBefore: string,
  confirmed: Confirmed | null,
) {
  await expectToAnswer(place);
  const live = await liveName(place);
  const files = await readFiles(place.corpusDir);
  const known = [before, after].some((one) => isDeepStrictEqual(files, one));
  if (!known) throw new Error('The corpus folder holds neither what it held before nor what was published.');
  if (confirmed) {
    if (live !== confirmed.generation) throw new Error('What was confirmed is not live.');
    if (!isDeepStrictEqual(files, after)) throw new Error('What was confirmed is not in the corpus folder.');
    const decisions = await openDecisions(place.moderationDir);
    decisions.close();
    const last = lastPublication(await decisions.history());
    if (last?.generation !== live || last.before !== liveBefore)
      throw new Error('What was confirmed is not in the history.');
    if (task.kind === 'change' && task.wish.kind !== 'add') {
      const { article } = task.wish as { article: string };
      const binned = await lastInBin(place.moderationDir, article);
      if (binned?.text !== before[`${article}.md`]) throw new Error('What was replaced or removed is not in the bin.');
    }
  }
  await refresh(place, {});
  await expectToAnswer(place);
  if (!isDeepStrictEqual(await readFiles(place.corpusDir), files))
    throw new Error('A refresh has changed the corpus folder.');
  for (const folder of [place.indexDir, place.corpusDir, path.join(place.moderationDir, 'proposals')]) {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter(
      (name) => name.startsWith('building') || name.endsWith('.incoming') || name.endsWith('.new'),
    );
    if (left.length > 0) throw new Error(`${left.join(', ')} was left behind.`);
  }
}

/** What the next start does: it opens what is live, and a moderator refreshes. */
async function refresh(place: SoakPlace, edits: Files): Promise<void> {
  await writeFiles(place.corpusDir, edits);
  const options = { ...place, corpusGit: false, embedder, now: new Date() };
  const review = await reviewCorpus({ ...options, change: null });
  if (review) await publishProposal({ ...options, generation: review.generation, by: 'somebody' });
}

async function liveName({ indexDir }: SoakPlace): Promise<string> {
  return path.basename(await requireCurrentFolder(indexDir));
}

/** The live generation is whole: every passage is in its article word for word, and a search finds the right one. */
async function expectToAnswer({ indexDir }: SoakPlace): Promise<void> {
  const { passages, articles, passageTexts } = await openWhole(await requireCurrentFolder(indexDir), embedder);
  for (const { article, start, end, text } of passages) {
    if (articles.get(article)!.text.slice(start, end) !== text)
      throw new Error(`${article} is not quoted word for word.`);
  }
  for (const [row, { article }] of passages.entries()) {
    const [hit] = passageTexts.lexical.search(new Map([[wordOf(article), 1]]), 1);
    if (hit?.row !== row) throw new Error(`A search does not find ${article}.`);
  }
}

const wordOf = (id: string) => `word${id.replace('-', '')}x7`;

/** An article whose words no other has, and that names the round in which it was written. */
function articleOf(id: string, round: number): string {
  const words = Array.from({ length: 30 }, (_, at) => `word${id.replace('-', '')}x${at}`).join(' ');
  return `---
title: Article ${id}
summary: A summary.
checked: 2026-11-22
next-check: 2999-11-22
---

## Heading

This was written in round ${round}. ${words}.

Sources: GENERAL-KNOWLEDGE
`;
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** Articles and bibliography; what only waits to become one is left out, and looked for apart. */
async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const entries = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const);
  return sorted(Object.fromEntries(await Promise.all(entries)));
}

function sorted(files: Files): Files {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
