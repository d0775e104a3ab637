import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { dot } from '#src/search-index/vector-search.js';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { featuresOf } from '#src/wording/features.js';
import { piecesOf } from '#src/wording/pieces.js';
import { readWeights } from '#src/wording/weights-file.js';
import { FIXTURE_CORPUS } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const root = path.join(folderForFile(), 'installation');
const inRoot = (...names: string[]) => path.join(root, ...names);

const times = <T>(count: number, make: (number: number) => T) => Array.from({ length: count }, (_, at) => make(at));
/** A batch and some more. */
const QUESTIONS = times(70, (number) => [
  {
    text: `may I walk ${number} minutes after a flare`,
    answers: [{ article: 'walking', section: 'Short walks beat long rest' }],
  },
  { text: `my back hurts after ${number} seconds on the bar`, answers: [{ article: 'bar-hang', section: null }] },
]).flat();
const OFF_TOPIC = times(40, (number) => ({ text: `which graphics card is worth ${number} pounds` }));
const MESSAGES = times(20, (number) => [
  { text: `it went quiet between my legs ${number} days ago`, level: 'emergency', rules: ['D1'] },
  { text: `stiff for ${number} minutes each morning`, level: 'none', rules: [] },
]).flat();

/** An installation whose models and rules the trainers may replace. */
beforeAll(async () => {
  for (const name of ['models', 'training', 'few']) await mkdir(inRoot(name), { recursive: true });
  await copyFile(path.join(PROJECT, 'package.json'), inRoot('package.json'));
  for (const part of ['dist', 'node_modules']) await symlink(path.join(PROJECT, part), inRoot(part));
  await cp(path.join(PROJECT, 'src'), inRoot('src'), { recursive: true });
  await rm(inRoot('src/safety/wording-weights.bin'));
  const files = { questions: QUESTIONS, 'off-topic': OFF_TOPIC, 'triage-messages': MESSAGES };
  for (const [name, lines] of Object.entries(files)) {
    await writeFile(inRoot('training', `${name}.jsonl`), linesOf(lines));
    await writeFile(inRoot('few', `${name}.jsonl`), linesOf(lines.slice(0, 3)));
  }
});

const linesOf = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function run(script: string, ...words: string[]): Promise<{ stdout: string; stderr: string }> {
  // Links are left unresolved, so that the trainers write into this installation and not into the project's.
  const links = ['--preserve-symlinks', '--preserve-symlinks-main'];
  const env = { PATH: process.env.PATH, CORPUS_DIR: FIXTURE_CORPUS };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...links, `dist/scripts/${script}.js`, ...words],
      { cwd: root, env },
      (_, stdout, stderr) => {
        resolve({ stdout, stderr });
      },
    );
  });
}

test('train makes a model in which a question is nearer to its passage than to others', async () => {
  const { stdout, stderr } = await run('train-embedder');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/epoch 10: loss \d+\.\d+\nWritten to .*backchat-static in \d+ s\.\n$/);
  const embedder = await loadEmbedder({ model: inRoot('models/backchat-static'), cacheDir: '/nowhere', host: null });
  expect(embedder.dimensions).toBe(160);
  const question = await embedder.embed('may I walk five minutes after a flare', 'question');
  const similarity = async (text: string) => dot(question, await embedder.embed(text, 'passage'));
  expect(await similarity('Walking after a flare. Short walks beat long rest.')).toBeGreaterThan(
    await similarity('which graphics card is worth 300 pounds'),
  );
});

test('train learns nothing of fewer questions than a batch, and says so', async () => {
  const { stderr } = await run('train-embedder', '--training', 'few', '--out', 'out');
  expect(stderr).toMatch(/^\d+ questions are too few to learn from: write at least 128\.\n$/);
  expect(await readdir(root)).not.toContain('out');
});

test('a seed that is no whole number is refused before anything is learned', async () => {
  const { stdout, stderr } = await run('train-scope', '--seed', 'x');
  expect(stdout).toBe('');
  expect(stderr).toContain("option '--seed <number>' argument 'x' is invalid. It must be a whole number, such as 1.");
});

test('train-scope makes weights that tell questions from messages about other things', async () => {
  expect(await run('train-scope')).toMatchObject({
    stderr: '',
    stdout: expect.stringContaining('40 off-topic') as string,
  });
  const { tables } = readWeights(pathToFileURL(inRoot('models/scope.bin')), ['scope']);
  const logOdds = (text: string) => tables.scope.logOdds(featuresOf(piecesOf(text)))[0]!;
  expect(logOdds('may I walk after a flare')).toBeGreaterThan(0);
  expect(logOdds('is this graphics card worth it')).toBeLessThan(0);
});

test('train-triage makes weights that tell warning signs from what is none', async () => {
  expect(await run('train-triage')).toMatchObject({ stderr: '' });
  const { tables } = readWeights(pathToFileURL(inRoot('src/safety/wording-weights.bin')), ['levels', 'rules']);
  const alarm = (text: string) => tables.levels.logOdds(featuresOf(piecesOf(text), []))[0]!;
  expect(alarm('it went quiet between my legs 3 days ago')).toBeGreaterThan(0);
  expect(alarm('stiff for 10 minutes each morning')).toBeLessThan(0);
  expect(tables.rules.heads.map(({ name }) => name)).toContain('D1');
});
