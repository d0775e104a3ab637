import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '#src/answer/answer.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { HEADING, QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { FIXTURE_CORPUS } from '../fixtures/fixture-index.js';
import { runScript, STACK, type Finished } from '../fixtures/run-script.js';

const settings = settingsWithIndex();
const ask = (words: readonly string[], more: Record<string, string> = {}) =>
  runScript('ask', words, { settings: { ...settings, ...more } });

describe('on a terminal', () => {
  let finished: Finished;
  let text: string;

  beforeAll(async () => {
    finished = await ask(QUESTION.split(' '));
    text = finished.stdout.replaceAll(/[\s│]+/g, ' ');
  });

  test('the passage comes first, under its title and heading', () => {
    expect(text).toMatch(/^Hanging from a bar › Stepping off the bar Put a box under the bar and step down onto it, /);
  });

  test('its sources follow it, with the place in the corpus and who has checked it', () => {
    expect(text).toContain('what many people feel as a stab. Gripp A and others 2019 [HANGBOOK]; ');
    expect(text).toMatch(/corpus\/methods\/bar-hang\.md:\d+ · checked 2026-11-22 · not yet reviewed by a clinician/);
  });

  test('the disclaimer, the generation and the version of the rules close it', () => {
    expect(text).toContain(DISCLAIMER);
    expect(text).toMatch(/Generation [0-9a-f]{12} · red-flag rules \S+ $/);
  });

  test('no line is wider than a small terminal', () => {
    expect(Math.max(...finished.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
  });

  test('nothing else is said', () => {
    expect(finished).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('as JSON', () => {
  let finished: Finished;
  let answer: Answer;

  beforeAll(async () => {
    finished = await ask(['--json', QUESTION]);
    answer = JSON.parse(finished.stdout) as Answer;
  });

  test('an answer is one line, and nothing else is said', () => {
    expect(finished.stdout.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), '']);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
  });

  test('the line has the fields of the design', () => {
    expect(answer).toEqual({
      id: expect.stringMatching(/./) as string,
      question: QUESTION,
      kind: 'quotes',
      notice: null,
      quotes: expect.any(Array) as [],
      confidence: expect.any(Number) as number,
      suggestions: [],
      remarks: [],
      disclaimer: DISCLAIMER,
      generation: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      rules: expect.stringMatching(/./) as string,
      ms: expect.any(Number) as number,
    });
    expect(answer.quotes[0]).toEqual({
      text: expect.stringMatching(/^Put a box under the bar/) as string,
      passage: expect.stringMatching(/^[0-9a-v]{10}$/) as string,
      article: 'bar-hang',
      title: 'Hanging from a bar',
      heading: HEADING,
      sources: ['HANGBOOK', 'HOUSE-RULE'],
      file: 'corpus/methods/bar-hang.md',
      lines: [expect.any(Number), expect.any(Number)],
      score: expect.any(Number) as number,
    });
  });

  test('a quote stands letter for letter on the lines that it names', async () => {
    for (const { text, file, lines } of answer.quotes) {
      const all = (await readFile(path.join(FIXTURE_CORPUS, '..', file), 'utf8')).split('\n');
      expect(all.slice(lines[0] - 1, lines[1]).join('\n')).toBe(text);
    }
  });
});

test('an article is shown as it is cut into passages', async () => {
  const { stdout } = await ask(['--article', 'bar-hang']);
  expect(stdout).toMatch(/^Hanging from a bar\n/);
  expect(stdout).toMatch(
    /^Stepping off the bar\n[0-9a-v]{10} · corpus\/methods\/bar-hang\.md:\d+-\d+ · \d+ words, \d+ characters · HANGBOOK, HOUSE-RULE\nPut a box/m,
  );
});

describe.concurrent('what cannot be answered', () => {
  test.each([[[]], [['--json', ' \t\n']]])('%j is told how to ask', async (words) => {
    expect(await ask(words)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no question. Write it in quotes: npm run ask -- "why does my back hurt?"\n',
    });
  });

  test.each([
    [['--stdin'], '--stdin prints JSON lines. Add --json.'],
    [['--article', 'nothing'], 'There is no article "nothing". An article\'s id is its file name without .md: '],
    [['--jsom', QUESTION], '(npm run ask -- --help lists what it takes)'],
  ])('%j ends with one message', async (words, message) => {
    const { code, stdout, stderr } = await ask(words);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(STACK);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test('a setting that cannot be used is named', async () => {
    const { code, stdout, stderr } = await ask([QUESTION], { EMERGENCY_NUMBER: 'nine' });
    expect(stderr).toMatch(/^Some settings cannot be used:\n {2}EMERGENCY_NUMBER is "nine"\./);
    expect(stderr).not.toMatch(STACK);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  test('DEBUG adds the stack', async () => {
    const { code, stderr } = await ask([''], { DEBUG: '1' });
    expect(stderr).toContain('There is no question.');
    expect(stderr).toMatch(STACK);
    expect(code).toBe(1);
  });
});
