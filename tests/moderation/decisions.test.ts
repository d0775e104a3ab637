import { spawn } from 'node:child_process';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { decisionsFile, openDecisions } from '#src/moderation/decisions.js';
import { DecisionsError } from '#src/moderation/decisions-error.js';
import type { Standing } from '#src/moderation/standing.js';
import { seededRandom } from '../../scripts/statistics/random.js';
import { folderForTest } from '../fixtures/folders.js';

const SECTION = { article: 'hanging', heading: 'Stepping off the bar' };
const quarantine = { kind: 'quarantine', by: '123456789012345678', ...SECTION, reason: 'wrong' } as const;

/** The decisions in a folder, and what was reported of them. */
async function open(folder: string) {
  const failures: string[] = [];
  const changes: Standing[] = [];
  const decisions = await openDecisions(folder, {
    onChange: (standing) => changes.push(standing),
    onFailure: ({ message }) => failures.push(message),
  });
  onTestFinished(() => {
    decisions.close();
  });
  return { decisions, failures, changes };
}

describe('a decision', () => {
  test('is in force when it is confirmed, and after a restart', async () => {
    const folder = path.join(await folderForTest(), 'not', 'there');
    const { decisions } = await open(folder);
    expect(decisions.standing().withholds(SECTION)).toBe(false);
    await decisions.record(quarantine);
    expect(decisions.standing().withholds(SECTION)).toBe(true);
    const { decisions: again, changes } = await open(folder);
    expect(again.standing().withholds(SECTION)).toBe(true);
    expect(changes).toEqual([]);
    await again.record({ kind: 'release', by: 'shell', ...SECTION });
    await again.record({ kind: 'pause', by: 'shell' });
    expect((await open(folder)).decisions.standing()).toMatchObject({ paused: true, quarantined: [] });
  });

  test('is told by the history with who and when, oldest first', async () => {
    const { decisions } = await open(await folderForTest());
    const begun = new Date().toISOString();
    await decisions.record(quarantine);
    await decisions.record({ kind: 'pause', by: 'shell' });
    const history = await decisions.history();
    expect(history).toMatchObject([quarantine, { kind: 'pause', by: 'shell' }]);
    for (const { at } of history) expect(at >= begun && at <= new Date().toISOString()).toBe(true);
  });

  test('reaches everybody else who follows the file within a second', async () => {
    const folder = await folderForTest();
    const [one, other] = [await open(folder), await open(folder)];
    await one.decisions.record(quarantine);
    await vi.waitFor(
      () => {
        expect(other.decisions.standing().withholds(SECTION)).toBe(true);
      },
      { timeout: 1000, interval: 20 },
    );
    expect(other.changes).toEqual([other.decisions.standing()]);
  });

  test('made at the same moment as others is neither lost nor mixed with them', async () => {
    const folder = await folderForTest();
    const writers = await Promise.all([open(folder), open(folder), open(folder)]);
    const headings = Array.from({ length: 20 }, (_, at) => String(at));
    await Promise.all(
      writers.flatMap(({ decisions }, writer) =>
        headings.map((heading) =>
          decisions.record({ ...quarantine, article: String(writer), heading, reason: 'x'.repeat(2000) }),
        ),
      ),
    );
    const { decisions, failures } = await open(folder);
    expect(decisions.standing().quarantined).toHaveLength(60);
    expect(failures).toEqual([]);
  });

  test('that cannot be written is not confirmed and not in force', async () => {
    const folder = await folderForTest();
    const opened = await openDecisions(path.join(folder, 'fresh'));
    onTestFinished(() => {
      opened.close();
    });
    // What was to be the folder is a file now.
    await writeFile(path.join(folder, 'fresh'), '');
    await expect(opened.record(quarantine)).rejects.toThrow(
      /decisions\.jsonl cannot be written, so nothing was decided\./,
    );
    expect(opened.standing().quarantined).toEqual([]);
  });
});

describe('damage', () => {
  test('in the middle is named once, with the line; the rest is in force', async () => {
    const folder = await folderForTest();
    const first = await open(folder);
    await first.decisions.record(quarantine);
    await appendFile(decisionsFile(folder), '\n{"at":"20');
    await first.decisions.record({ kind: 'pause', by: 'shell' });
    await first.decisions.history();
    expect(first.decisions.standing()).toMatchObject({ paused: true, quarantined: [SECTION] });
    expect(first.failures).toEqual([expect.stringContaining('decisions.jsonl:3 is no decision and was skipped.')]);
  });

  test('a file that vanishes releases nothing while the bot runs, whatever is decided next, and that is said', async () => {
    const folder = await folderForTest();
    const { decisions, failures } = await open(folder);
    await decisions.record(quarantine);
    const text = await readFile(decisionsFile(folder), 'utf8');
    await rm(decisionsFile(folder));
    await vi.waitFor(() => {
      expect(failures).toEqual([expect.stringContaining('has lost or changed lines')]);
    }, 2000);
    expect(decisions.standing().withholds(SECTION)).toBe(true);
    await decisions.record({ kind: 'pause', by: 'shell' });
    expect(decisions.standing()).toMatchObject({ paused: true, quarantined: [SECTION] });
    await writeFile(decisionsFile(folder), text);
    await decisions.record({ kind: 'release', by: 'shell', ...SECTION });
    expect(decisions.standing()).toMatchObject({ paused: true, quarantined: [] });
  });

  test('a file that cannot be read is an error at the start: what is withheld is not known', async () => {
    const folder = await folderForTest();
    await mkdir(decisionsFile(folder));
    await expect(openDecisions(folder)).rejects.toThrow(DecisionsError);
    await expect(openDecisions(folder)).rejects.toThrow('so what is withheld is not known');
  });
});

test('of writers that are killed at 20 random instants no confirmed decision is lost, and the file stays readable', async () => {
  const folder = await folderForTest();
  const random = seededRandom(20261122);
  const confirmed: { article: string; heading: string }[] = [];
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      ['a', 'b'].map(async (writer) => {
        const article = `${round}${writer}`;
        for (const number of await runDecider(folder, article, random() * 40)) {
          confirmed.push({ article, heading: number });
        }
      }),
    );
  }
  const { decisions, failures } = await open(folder);
  expect(confirmed.length).toBeGreaterThan(20);
  expect(confirmed.filter((section) => !decisions.standing().withholds(section))).toEqual([]);
  expect(failures.length).toBeLessThanOrEqual(20);
  await decisions.record(quarantine);
  expect(decisions.standing().withholds(SECTION)).toBe(true);
});

/** Lets a process record decisions and kills it some milliseconds after the first one. Gives the numbers of those it had confirmed. */
async function runDecider(folder: string, name: string, milliseconds: number): Promise<string[]> {
  const script = fileURLToPath(new URL('../../dist/scripts/soak/decider.js', import.meta.url));
  const child = spawn(process.execPath, [script, folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (printed === '') void setTimeout(milliseconds).then(() => child.kill('SIGKILL'));
    printed += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return printed.split('\n').slice(0, -1);
}
