import { expect, test } from 'vitest';
import { compileFiles, compileRules } from '#src/safety/compile-rules.js';
import { readRuleFiles } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { readWordingWeights } from '#src/safety/wording.js';

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
