import type * as fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { compileFiles, compileRules } from '#src/safety/compile-rules.js';
import { openRules } from '#src/safety/open-rules.js';
import { RulesError } from '#src/safety/rules-error.js';
import { readRuleFiles } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { readWordingWeights } from '#src/safety/wording.js';

/** What stands in the snapshot, and the end of the path of a file that is gone. */
const disk = vi.hoisted(() => ({ snapshot: '', gone: 'nothing' }));

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const readFileSync = (...words: Parameters<typeof original.readFileSync>) => {
    const file = String(words[0]);
    if (file.endsWith(disk.gone)) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return file.endsWith('/rules.json') ? disk.snapshot : original.readFileSync(...words);
  };
  return { ...original, readFileSync };
});

afterEach(() => {
  disk.gone = 'nothing';
});

const files = readRuleFiles();
const wording = readWordingWeights();
const written = compileRules(files, wording);

test('rules that were kept as text find what the written ones find', () => {
  const kept = JSON.parse(JSON.stringify({ files, compiled: compileFiles(files) })) as {
    files: typeof files;
    compiled: ReturnType<typeof compileFiles>;
  };
  const opened = compileRules(kept.files, wording, kept.compiled);
  expect(opened.version).toBe(written.version);
  const found = (message: string, rules: typeof written) => {
    const { level, flags, rules: ids, evidence } = triage(message, rules);
    return { level, flags, ids, evidence };
  };
  for (const { fires, silent } of files.content.rules) {
    for (const message of [...fires.map(({ text }) => text), ...silent]) {
      expect(found(message, opened)).toEqual(found(message, written));
    }
  }
});

test.each(['words/body.yaml', 'red-flags.yaml', 'words/writing.yaml'])(
  'a start without %s says which file is missing, snapshot or not',
  async (gone) => {
    disk.snapshot = JSON.stringify({ files, compiled: compileFiles(files) });
    disk.gone = gone;
    const failure = await openRules().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RulesError);
    expect((failure as Error).message).toContain(`${path.basename(gone)} cannot be read`);
  },
);

test.each(['{}', 'null', '{"files":{}}', '{"files'])('a snapshot that holds %s is left aside', async (snapshot) => {
  disk.snapshot = snapshot;
  expect((await openRules()).version).toBe(written.version);
});
