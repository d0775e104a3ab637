import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { folderForFile, folderForTest } from '../fixtures/folders.js';
import { copyModel } from '../fixtures/model-folder.js';

const SCRIPT = fileURLToPath(new URL('../../dist/scripts/evaluate.js', import.meta.url));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const answer = (article: string, section: string) => [{ article, section, grade: 2 }];
const DEVELOPMENT = [
  {
    id: 'd1',
    text: 'steping off teh bar with no jolt',
    clean: 'stepping off the bar with no jolt',
    style: 'typo',
    topic: 'bar-hang',
  },
  { id: 'd2', text: 'bar shoulder pinch what now', style: 'keyword', topic: 'bar-hang' },
];
const ANSWERS = [answer('bar-hang', 'Stepping off the bar'), answer('bar-hang', 'Tired hands and sore shoulders')];
const SECRET = 'xylophone';

describe('npm run evaluate in a project of a few messages', () => {
  const folder = folderForFile();
  const settings = settingsWithIndex();
  let runs: Record<'withTest' | 'again' | 'border', Run>;
  let results: Record<'first' | 'again', ReadonlyMap<string, string>>;

  const evaluate = (...words: string[]) =>
    new Promise<Run>((resolve) => {
      const env = { PATH: process.env.PATH, ...settings };
      execFile(process.execPath, [SCRIPT, ...words], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  const write = async (file: string, lines: readonly object[]) => {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  const readResults = async () => {
    const place = path.join(folder, 'evaluation/results');
    const files = (await readdir(place)).sort();
    return new Map(
      await Promise.all(files.map(async (name) => [name, await readFile(path.join(place, name), 'utf8')] as const)),
    );
  };

  beforeAll(async () => {
    const inScope = DEVELOPMENT.map((line, at) => ({ ...line, answers: ANSWERS[at] }));
    const emergency = { id: 'd3', text: 'numb between my legs and I cannot pee', style: 'short', topic: 'bar-hang' };
    await write('evaluation/retrieval/development.jsonl', inScope);
    await write('evaluation/retrieval/development-2.jsonl', [
      { ...emergency, answers: ANSWERS[0] },
      { id: 'd4', text: 'which graphics card should I buy', kind: 'programming', answers: [] },
    ]);
    await write('evaluation/retrieval/test.jsonl', [
      { id: 't1', text: `${SECRET} bar jolt`, style: 'short', topic: 'bar-hang', answers: ANSWERS[0] },
      { id: 't2', text: `how do I tune a ${SECRET}`, kind: 'chit-chat', answers: [] },
    ]);
    await write('evaluation/safety/messages-a.jsonl', [
      { id: 'a1', text: 'both my legs went weak after hanging', level: 'emergency', rules: ['D6'], kind: 'plain' },
      { id: 'a2', text: 'no numbness, just sore', level: 'none', kind: 'negated' },
    ]);
    await write('evaluation/safety/messages-c.jsonl', [
      { id: 'c1', text: `my ${SECRET} fell on my toe`, level: 'emergency', rules: ['D9'], kind: 'plain' },
    ]);
    await write('evaluation/safety/foreign.jsonl', [
      {
        id: 'f1',
        text: 'no puedo orinar y tengo la entrepierna dormida',
        level: 'emergency',
        rules: ['D2'],
        kind: 'foreign',
      },
    ]);
    await write('evaluation/safety/ordinary.jsonl', [{ id: 'o1', text: 'how long should I hang', style: 'short' }]);
    await write('training/questions.jsonl', [
      { text: 'an apple a day', answers: ANSWERS[0] },
      { text: 'Bar, shoulder pinch: what now?', answers: ANSWERS[0] },
      { text: `How do I tune a ${SECRET}?`, answers: ANSWERS[0] },
    ]);
    const withTest = await evaluate('--test');
    const first = await readResults();
    const again = await evaluate();
    results = { first, again: await readResults() };
    runs = { withTest, again, border: await evaluate('--border') };
  }, 120_000);

  test('it prints both splits and ends well', () => {
    expect(runs.withTest).toMatchObject({ code: 0, stderr: '' });
    expect(runs.withTest.stdout).toContain('# Results on the development split');
    expect(runs.withTest.stdout).toContain('# Results on the test split');
  });

  test('it keeps report, figures and plots of each split, and the misses of the development split alone', () => {
    const kinds = [
      '-by-style.svg',
      '-reliability.svg',
      '-risk-coverage.svg',
      '-safety.svg',
      '-silence.svg',
      '.json',
      '.md',
    ];
    const perSplit = ['development', 'test'].flatMap((split) => kinds.map((kind) => split + kind));
    const misses = ['misses-development.md', 'misses-safety-development.md'];
    expect([...results.first.keys()]).toEqual([...perSplit, ...misses].sort());
  });

  test('the message that triage answers alone is left out and counted', () => {
    const { retrieval } = JSON.parse(results.first.get('development.json')!) as {
      retrieval: { answeredByTriage: number; hit1: { count: number }; offTopicSilence: { count: number } };
    };
    expect(retrieval).toMatchObject({ answeredByTriage: 1, hit1: { count: 2 }, offTopicSilence: { count: 1 } });
  });

  test('the results say what they were measured with, and no date', () => {
    const result = JSON.parse(results.first.get('development.json')!) as Record<string, unknown>;
    expect(result).toMatchObject({ split: 'development', model: { id: 'bundled' } });
    expect(result.generation).toMatch(/^[0-9a-f]{12}$/);
    expect(result.rules).toMatch(/^\d{4}\.\d/);
  });

  test('a second run changes no byte', () => {
    expect(runs.again.code).toBe(0);
    expect([...results.again]).toEqual([...results.first]);
  });

  test('no word of a test message is printed or kept', () => {
    expect(runs.withTest.stdout).not.toContain(SECRET);
    expect([...results.first.values()].join('')).not.toContain(SECRET);
  });

  test('the border check names both places, shows development texts, and of test messages no word', () => {
    const { code, stdout } = runs.border;
    expect(code).toBe(1);
    expect(stdout).toContain(
      'evaluation/retrieval/development.jsonl:2 ~ training/questions.jsonl:2\n    bar shoulder pinch what now',
    );
    expect(stdout).toContain('evaluation/retrieval/test.jsonl:2 ~ training/questions.jsonl:3');
    expect(stdout).not.toContain(SECRET);
    expect(stdout).toMatch(/\ntraining\/questions\.jsonl:2\ntraining\/questions\.jsonl:3\n/);
    expect(stdout).not.toContain('training/questions.jsonl:1\n');
  });

  test('a question of an article that stands in evaluation is found too', async () => {
    await write('evaluation/retrieval/development-3.jsonl', [
      { id: 'd9', text: QUESTION, style: 'short', topic: 'bar-hang', answers: ANSWERS[0] },
    ]);
    const { stdout } = await evaluate('--border');
    expect(stdout).toContain('evaluation/retrieval/development-3.jsonl:1 ~ corpus/methods/bar-hang.md:6');
  });

  test('another model is held against that of the settings, and nothing of it is kept', async () => {
    const model = await copyModel(await folderForTest(), 'other');
    const before = await readResults();
    const { code, stdout, stderr } = await evaluate('--model', model);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\| Measure +\| bundled +\| \S+\/other +\|/);
    // The same files are the same model, so both columns say the same.
    const [, measure, ours, others] = /^\| hit@1 .*$/m
      .exec(stdout)![0]
      .split('|')
      .map((cell) => cell.trim());
    expect(measure).toBe('hit@1');
    expect(ours).toMatch(/^\d+\.\d%/);
    expect(others).toBe(ours);
    expect(await readResults()).toEqual(before);
  });
});
