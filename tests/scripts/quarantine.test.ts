import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Answer } from '#src/answer/answer.js';
import { openDecisions } from '#src/moderation/decisions.js';
import { HEADING, QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { folderForTest } from '../fixtures/folders.js';
import { runScript } from '../fixtures/run-script.js';

const indexed = settingsWithIndex();

/** `npm run quarantine` in a folder of its own. */
async function openDesk() {
  const settings = { ...indexed, MODERATION_DIR: await folderForTest() };
  return { settings, quarantine: (...words: string[]) => runScript('quarantine', words, { settings }) };
}

/** `npm run ask -- --json --stdin`, asked one question after the other. */
function startAsking(settings: Readonly<Record<string, string>>) {
  const script = fileURLToPath(new URL('../../dist/scripts/ask.js', import.meta.url));
  const child = spawn(process.execPath, [script, '--json', '--stdin'], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (text: string): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify({ id: '1', text })}\n`);
    const { value } = (await lines.next()) as { value: string };
    return JSON.parse(value) as Answer;
  };
}

describe('npm run quarantine', () => {
  test('silences a section in every process within a second, and --release brings it back', async () => {
    const { settings, quarantine } = await openDesk();
    const asking = [startAsking(settings), startAsking(settings)];
    const headingsOf = async () => {
      const answers = await Promise.all(asking.map((ask) => ask(QUESTION)));
      return answers.map(({ quotes }) => quotes.some(({ heading }) => heading === HEADING));
    };
    const [{ quotes }] = [await asking[0]!(QUESTION)];
    expect(await headingsOf()).toEqual([true, true]);

    const decisions = await openDecisions(settings.MODERATION_DIR);
    onTestFinished(() => {
      decisions.close();
    });
    const section = { article: quotes[0]!.article, heading: HEADING };
    await decisions.record({ kind: 'quarantine', by: 'shell', ...section, reason: 'wrong' });
    const decided = performance.now();
    await expect.poll(headingsOf, { timeout: 1000, interval: 20 }).toEqual([false, false]);
    expect(performance.now() - decided).toBeLessThan(1000);

    const released = await quarantine('--release', quotes[0]!.passage);
    expect(released).toMatchObject({ code: 0, stderr: '', stdout: 'Nothing is withheld.\n' });
    await expect.poll(headingsOf, { timeout: 1000, interval: 20 }).toEqual([true, true]);
  });

  test('names what is withheld, by whom and why, and writes it into the history', async () => {
    const { settings, quarantine } = await openDesk();
    const asked = await runScript('ask', ['--json', QUESTION], { settings });
    const [{ passage, article, heading }] = (JSON.parse(asked.stdout) as Answer & { kind: 'quotes' }).quotes;
    const { stdout, code } = await quarantine(passage, '--reason', ' the wrong way round ');
    expect(code).toBe(0);
    expect(stdout).toContain(`${article} › ${heading}`);
    expect(stdout).toContain(passage);
    expect(stdout).toContain('by shell: the wrong way round');
    expect((await quarantine('--list')).stdout).toBe(stdout);
    const decisions = await openDecisions(settings.MODERATION_DIR);
    decisions.close();
    expect(await decisions.history()).toMatchObject([
      { kind: 'quarantine', by: 'shell', article, heading, reason: 'the wrong way round' },
    ]);
    const again = await quarantine(`${article} › ${heading}`, '--reason', 'again');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('is withheld already');
  });

  test.each([
    [[], 'There is no passage. Write its id'],
    [['0000000000', '--reason', 'x'], 'The live generation has no passage "0000000000".'],
    [[`bar-hang › ${HEADING}`], 'Say in at most 500 characters why'],
    [['0000000000', '--release'], '"0000000000" is not withheld. Withheld are: none.'],
  ])('%j is refused with what to do', async (words, message) => {
    const { quarantine } = await openDesk();
    const { code, stdout, stderr } = await quarantine(...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('without an index what is withheld can still be listed and released', async () => {
    const settings = { ...indexed, INDEX_DIR: await folderForTest(), MODERATION_DIR: await folderForTest() };
    const decisions = await openDecisions(settings.MODERATION_DIR);
    await decisions.record({ kind: 'quarantine', by: 'shell', article: 'gone', heading: 'Long ago', reason: 'old' });
    decisions.close();
    const { stdout } = await runScript('quarantine', ['--list'], { settings });
    expect(stdout).toContain('gone › Long ago  no passage of the live generation');
    const released = await runScript('quarantine', ['gone › Long ago', '--release'], { settings });
    expect(released.stdout).toBe('Nothing is withheld.\n');
  });
});

test('a paused bot says so in the terminal, with and without --json', async () => {
  const settings = { ...indexed, MODERATION_DIR: await folderForTest() };
  const decisions = await openDecisions(settings.MODERATION_DIR);
  await decisions.record({ kind: 'pause', by: 'shell' });
  decisions.close();
  const plain = await runScript('ask', [QUESTION], { settings });
  expect(plain.stdout).toMatch(/^Backchat is paused/);
  expect(plain.stdout).not.toContain('The articles hold no passage');
  const json = await runScript('ask', ['--json', QUESTION], { settings });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'no-answer', quotes: [], generation: null });
});
