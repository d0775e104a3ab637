import type * as fsSync from 'node:fs';
import type * as fs from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerQuestion } from '#src/answer-question.js';
import { standingAfter } from '#src/moderation/standing.js';
import { openLibrary } from '#src/open-library.js';
import { openLearned } from '#src/retrieval/learned.js';
import { RetrievalError } from '#src/retrieval/retrieval-error.js';
import { EMERGENCY } from './fixtures/ask-index.js';
import { configIn } from './fixtures/config.js';
import { buildInto, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';

/** Name of the file of models/ that is read as damaged. */
const damaged = vi.hoisted(() => ({ name: '' }));
const isDamaged = (file: unknown) => damaged.name !== '' && String(file).endsWith(`/models/${damaged.name}`);

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const readFile = (...words: Parameters<typeof original.readFile>) =>
    isDamaged(words[0]) ? Promise.resolve('{}') : original.readFile(...words);
  return { ...original, readFile };
});

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof fsSync>();
  const readFileSync = (...words: Parameters<typeof original.readFileSync>) =>
    isDamaged(words[0]) ? Buffer.from('{}') : original.readFileSync(...words);
  return { ...original, readFileSync };
});

afterEach(() => {
  damaged.name = '';
});

describe.each([
  ['calibration.json', 'evaluate -- --calibrate'],
  ['scope.bin', 'train-scope'],
])('a damaged %s', (name, script) => {
  const remedy = new RegExp(`${name} cannot be used.*\\. Restore it, or make it anew with "npm run ${script}"\\.$`);

  test('is named, with what to do', async () => {
    damaged.name = name;
    const failure = await openLearned().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RetrievalError);
    expect((failure as Error).message).toMatch(remedy);
  });

  test('does not make a bot publish what stands in the corpus folder, and warning signs are answered', async () => {
    const folder = await folderForTest();
    const config = await configIn(folder);
    await buildInto(folder, await loadBundled(), config.corpusDir);
    await replaceIn(path.join(config.corpusDir, 'walking.md'), 'flat ground', 'even ground');
    const pointer = path.join(config.indexDir, 'current');
    const before = await readFile(pointer, 'utf8');
    damaged.name = name;
    const logged: string[] = [];
    const ignore = () => undefined;
    const error = ({ err }: { err?: unknown }) => logged.push((err as Error).message);
    const { librarian } = await openLibrary(config, () => standingAfter([]), { info: ignore, warn: ignore, error });
    expect(logged).toEqual([expect.stringMatching(remedy)]);
    expect(await readFile(pointer, 'utf8')).toBe(before);
    expect(await answerQuestion(EMERGENCY, librarian(), { id: '1' })).toMatchObject({ kind: 'seek-care' });
  });
});
