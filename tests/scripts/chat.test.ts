import { beforeAll, expect, test } from 'vitest';
import { DISCLAIMER } from '#src/safety/notices.js';
import { EMERGENCY, QUESTION, settingsWithIndex } from '../fixtures/ask-index.js';
import { runScript, STACK, type Finished } from '../fixtures/run-script.js';

const settings = settingsWithIndex();
let finished: Finished;
let answers: string[];

beforeAll(async () => {
  const input = `${QUESTION}\n\n   \n${EMERGENCY}\nqwertz uiop asdf\n`;
  finished = await runScript('chat', [], { settings, input });
  answers = finished.stdout.split(/^Generation .*$/m).map((text) => text.replaceAll(/[\s│▌?]+/g, ' ').trim());
});

test('a chat begins by saying what to do and ends with its input', () => {
  expect(answers[0]).toMatch(/^Ask what a member would ask\. Ctrl\+D ends\. /);
  expect(finished).toMatchObject({ code: 0, stderr: '' });
});

test('every question is answered in its turn, and empty lines are passed over', () => {
  expect(answers).toHaveLength(4);
  expect(answers[0]).toContain('Hanging from a bar › Stepping off the bar Put a box under the bar');
  expect(answers[1]).toContain('EMERGENCY This could be an emergency.');
  expect(answers[2]).toContain('The articles hold no passage that answers this.');
  expect(answers[3]).toBe('');
});

test('an emergency notice comes first and nothing is quoted beside it', () => {
  expect(answers[1]).toMatch(/^EMERGENCY This could be an emergency\./);
  expect(answers[1]).not.toContain('corpus/');
});

test('the disclaimer stands under every answer', () => {
  for (const answer of answers.slice(0, 3)) expect(answer.endsWith(DISCLAIMER)).toBe(true);
});

test('a chat without passages says why and still answers emergencies', async () => {
  const { code, stdout, stderr } = await runScript('chat', [], {
    settings: { ...settings, EMBEDDING_MODEL: 'nowhere' },
    input: `${EMERGENCY}\n`,
  });
  expect(stderr).toContain('EMBEDDING_MODEL is "nowhere"');
  expect(stderr).not.toMatch(STACK);
  expect(stdout).toContain('EMERGENCY');
  expect(code).toBe(0);
});
