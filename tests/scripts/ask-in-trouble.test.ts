import { readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { REMARKS, type Answer } from '#src/answer/answer.js';
import { EMERGENCY, HEADING, QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { FIXTURE_CORPUS } from '../fixtures/fixture-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';
import { runScript, STACK } from '../fixtures/run-script.js';

const whole = settingsWithIndex();
const QUESTIONS = [EMERGENCY, QUESTION].map((text, at) => `${JSON.stringify({ id: at, text })}\n`).join('');

async function askBoth(settings: Record<string, string>) {
  const { code, stdout, stderr } = await runScript('ask', ['--json', '--stdin'], { settings, input: QUESTIONS });
  const [emergency, question] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  return { code, stderr, emergency, question };
}

test('without an index one is built first, and standard output still holds the answer alone', async () => {
  const settings = { CORPUS_DIR: FIXTURE_CORPUS, INDEX_DIR: path.join(await folderForTest(), 'a/b') };
  const { code, stdout, stderr } = await runScript('ask', ['--json', QUESTION], { settings });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'quotes', quotes: [{ heading: HEADING }] });
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

/** What can go wrong, how it is brought about, and what the message has to say about it. */
const TROUBLES: readonly (readonly [string, (folder: string) => Promise<Record<string, string>>, RegExp])[] = [
  [
    'a damaged index',
    async (folder) => {
      const INDEX_DIR = await copyIndex(folder);
      await writeFile(path.join(liveFolder(INDEX_DIR), 'passages.jsonl'), 'damage');
      return { ...whole, INDEX_DIR };
    },
    /passages\.jsonl is damaged\. Run "npm run index" to build the generation [0-9a-f]{12} anew\.\n$/,
  ],
  [
    'no index and a corpus with errors',
    async (folder) => {
      const CORPUS_DIR = path.join(folder, 'corpus');
      await cp(FIXTURE_CORPUS, CORPUS_DIR, { recursive: true });
      await writeFile(path.join(CORPUS_DIR, 'extra.md'), 'no front matter');
      return { CORPUS_DIR, INDEX_DIR: path.join(folder, 'index') };
    },
    /^The corpus has a problem:\n {2}corpus\/extra\.md:1: an article begins with front matter /,
  ],
];

async function copyIndex(folder: string): Promise<string> {
  await cp(whole.INDEX_DIR, folder, { recursive: true });
  return folder;
}

function liveFolder(indexDir: string): string {
  return path.join(indexDir, readFileSync(path.join(indexDir, 'current'), 'utf8').slice(0, 12));
}

describe.each(TROUBLES)('with %s', (_, prepare, message) => {
  const folder = folderForFile();
  let asked: Awaited<ReturnType<typeof askBoth>>;

  beforeAll(async () => {
    asked = await askBoth(await prepare(folder));
  });

  test('an emergency is answered', () => {
    expect(asked.emergency).toMatchObject({ kind: 'seek-care', notice: { level: 'emergency' }, generation: null });
  });

  test('any other question is told that nothing could be searched', () => {
    expect(asked.question).toMatchObject({ kind: 'no-answer', remarks: [REMARKS['not-searched']], generation: null });
  });

  test('the run ends with exit code 1 and one message that says what to do', () => {
    expect(asked.code).toBe(1);
    expect(asked.stderr).toMatch(message);
    expect(asked.stderr).not.toMatch(STACK);
  });
});
