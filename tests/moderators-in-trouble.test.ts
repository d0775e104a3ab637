import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, type TestContext } from 'vitest';
import { openDecisions } from '#src/moderation/decisions.js';
import { lastPublication } from '#src/moderation/publications.js';
import type { SoakTask } from '../scripts/soak/moderator.js';
import { moderatedCorpus, readFiles, upload, type ModeratedCorpus } from './fixtures/moderated-corpus.js';

const MODERATOR_PROGRAM = fileURLToPath(new URL('../dist/scripts/soak/moderator.js', import.meta.url));
const NOBODY = 65_534;
const REFRESH: SoakTask = { kind: 'refresh' };
const ADD: SoakTask = { kind: 'change', wish: { kind: 'add', upload: upload('tightening.md') } };

/** Does a task in a process of its own, started by a line of shell. What it says of its failure, or null. */
async function carryOut(shell: string, place: ModeratedCorpus, task: SoakTask, user?: number): Promise<string | null> {
  const child = spawn('sh', ['-c', `${shell} exec "$0" "$1"`, process.execPath, MODERATOR_PROGRAM], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const failures: string[] = [];
  const { corpusDir, indexDir, moderationDir } = place;
  child.on('message', (message: unknown) => {
    if (message === 'ready') child.send({ place: { corpusDir, indexDir, moderationDir }, task });
    else if (message instanceof Object && 'error' in message) failures.push(String(message.error));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? null : (failures[0] ?? 'died');
}

/** Everything fits together: what is live opens, and the corpus folder is what it was or what is live. */
async function expectWhole(place: ModeratedCorpus, before: Record<string, string>): Promise<void> {
  await place.live();
  const files = await place.files();
  delete files['.incoming'];
  if (JSON.stringify(files) === JSON.stringify(before)) return;
  expect(Object.keys(files)).toContain('tightening.md');
  expect(files).toMatchObject(before);
}

describe('when the disk is full', () => {
  test.each([
    ['a refresh', REFRESH],
    ['an article that is added', ADD],
  ])('however little room there is, %s fails with a reason, and can be done again', async (_, task) => {
    const place = await moderatedCorpus();
    if (task === REFRESH) await place.edit('flat ground', 'even ground');
    const [before, live] = [await place.files(), await place.liveName()];
    let failed = 0;
    for (const blocks of [0, 1, 2, 4, 6, 8, 10]) {
      // The signal would end the process; ignored, the write fails as on a full disk.
      const failure = await carryOut(`trap '' XFSZ; ulimit -f ${blocks};`, place, task);
      await expectWhole(place, before);
      if (failure === null) break;
      expect(failure).toMatch(/cannot be written.*(?:raise the limit|Is the disk full)/s);
      failed++;
    }
    expect(failed).toBeGreaterThan(2);
    if ((await place.liveName()) === live) expect(await carryOut('', place, task)).toBeNull();
    expect(await place.liveName()).not.toBe(live);
    expect(await place.review()).toBeNull();
    const decisions = await openDecisions(place.moderationDir);
    decisions.close();
    expect(lastPublication(await decisions.history())!.generation).toBe(await place.liveName());
  });
});

/** Whether a user without rights of its own reaches a folder. */
async function everyoneMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  const parent = path.dirname(folder);
  return (mode & 0o005) === 0o005 && (parent === folder || (await everyoneMayEnter(parent)));
}

/** The user in whose name rights are tried out: they mean nothing to root. Skips the test aloud where there is none. */
async function otherUser(context: TestContext): Promise<number | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (!(await everyoneMayEnter(path.dirname(MODERATOR_PROGRAM)))) {
    console.warn('NOT CHECKED: root may do everything, and another user cannot enter the folder of the project.');
    context.skip();
  }
  return NOBODY;
}

/** Gives everything to a user. */
async function giveTo(user: number | undefined, place: ModeratedCorpus): Promise<void> {
  await mkdir(place.moderationDir, { recursive: true });
  if (user === undefined) return;
  const names = await readdir(place.folder, { recursive: true });
  for (const name of ['.', ...names]) await chown(path.join(place.folder, name), user, user);
}

describe('what may not be read or written is named, and what is live stays', () => {
  test.for([
    ['the corpus folder', 'corpus', 0o555, ADD, /\.incoming cannot be written\. The folder may not be written/],
    ['the folder of decisions', 'moderation', 0o555, REFRESH, /moderation\/proposals cannot be written\./],
    ['the index', 'index', 0o555, REFRESH, /cannot be written\. The folder may not be written/],
    ['an article', 'corpus/walking.md', 0o000, REFRESH, /corpus\/walking\.md: this cannot be read \(EACCES\)\. Give/],
    ['a folder of articles', 'corpus/methods', 0o000, REFRESH, /corpus\/methods: this cannot be read \(EACCES\)/],
  ] as const)('%s', async ([, name, mode, task, says], context) => {
    const place = await moderatedCorpus();
    await place.edit('flat ground', 'even ground');
    const [before, live] = [await place.files(), await place.liveName()];
    const user = await otherUser(context);
    await giveTo(user, place);
    const target = path.join(place.folder, name);
    const { mode: usual } = await stat(target);
    await chmod(target, mode);
    const failure = await carryOut('', place, task, user);
    await chmod(target, usual);
    expect(failure).toMatch(says);
    expect(await place.liveName()).toBe(live);
    expect(await place.files()).toEqual(before);
  });
});

test('an article that is deleted between review and publication keeps that from being published', async () => {
  const place = await moderatedCorpus();
  await place.edit('flat ground', 'even ground');
  const { generation } = (await place.review())!;
  await rm(path.join(place.corpusDir, 'facet-joints.md'));
  await expect(place.publish(generation)).rejects.toThrow('The corpus folder has changed since this was reviewed.');
});

test('with the clock set back by a year everything goes on, in the right order', async () => {
  const place = await moderatedCorpus();
  const first = await place.liveName();
  const lastYear = new Date(Date.now() - 365 * 24 * 60 * 60 * 1000);
  await place.edit('flat ground', 'even ground');
  const { generation } = (await place.review({ now: lastYear }))!;
  await place.publish(generation, lastYear);
  expect(await place.liveName()).toBe(generation);
  expect((await place.rollBack(null)).generation).toBe(first);
  expect(await place.review({ now: lastYear })).toMatchObject({ generation, undoesRollback: true });
  expect(Object.keys(await readFiles(place.moderationDir))).toContain(`proposals/${generation}.json`);
});
