import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readQuestions } from '../../scripts/evaluate/questions.js';
import { folderForTest } from '../fixtures/folders.js';

const GENERATION = { passages: [{ article: 'dose', headings: ['How long to hang'] }] } as never;
const LABELLED = { answers: [{ article: 'dose', section: 'How long to hang', grade: 2 }] };

async function read(files: Readonly<Record<string, readonly object[]>>) {
  const folder = await folderForTest();
  for (const [name, lines] of Object.entries(files))
    await writeFile(path.join(folder, name), lines.map((line) => JSON.stringify(line)).join('\n') + '\n');
  return readQuestions('development', GENERATION, folder);
}

test('every file of the split is read, and none of the other split', async () => {
  const questions = await read({
    'development.jsonl': [{ id: 'a', text: 'one', style: 'short', topic: 'dose', ...LABELLED }],
    'development-2.jsonl': [{ id: 'b', text: 'two', kind: 'diving', answers: [] }],
    'test.jsonl': [{ id: 'c', text: 'three', answers: [] }],
  });
  expect(questions.map(({ id, style }) => [id, style])).toEqual([
    ['b', 'diving'],
    ['a', 'short'],
  ]);
});

test('a mistyped question keeps its clean form, and a follow-up the message before it', async () => {
  const [typo, followUp] = await read({
    'development.jsonl': [
      { id: 'a', text: 'hw long', clean: 'how long', style: 'typo', ...LABELLED },
      { id: 'b', text: 'and after?', context: 'how long do I hang', style: 'followup', ...LABELLED },
    ],
  });
  expect(typo).toMatchObject({ clean: 'how long', previous: null });
  expect(followUp).toMatchObject({ clean: null, previous: 'how long do I hang' });
});

test('a label that names no section is an error with file and line', async () => {
  const wrong = { id: 'b', text: 'x', answers: [{ article: 'dose', section: 'How short', grade: 2 }] };
  await expect(read({ 'development.jsonl': [{ id: 'a', text: 'x', answers: [] }, wrong] })).rejects.toThrow(
    /development\.jsonl:2: there is no section "dose › How short"/,
  );
});

test('an id that is there twice is an error, for pairs are matched by it', async () => {
  const line = { id: 'a', text: 'x', answers: [] };
  await expect(read({ 'development.jsonl': [line], 'development-2.jsonl': [line] })).rejects.toThrow(
    /"a" is there twice/,
  );
});
