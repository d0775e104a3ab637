import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';

const SAFETY = new URL('../../src/safety/', import.meta.url);

/** A copy of the rule files in which one text stands for another. */
async function withChange(file: string, from: string, to: string): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'rules-'));
  await cp(new URL('red-flags.yaml', SAFETY), join(folder, 'red-flags.yaml'));
  await cp(new URL('words', SAFETY), join(folder, 'words'), { recursive: true });
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
  return pathToFileURL(join(folder, 'red-flags.yaml'));
}

test('there are 24 rules, each with examples', () => {
  expect(readRules().rules.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, at) => `D${at + 1}`));
});

test.each([
  ['an unknown urgency', 'red-flags.yaml', 'urgency: emergency', 'urgency: at-once', /rule D1, urgency/],
  ['an unknown field', 'red-flags.yaml', 'clinical: saddle', 'clinicly: saddle', /rule D1/],
  ['an unknown group', 'red-flags.yaml', '<numb> & <down-there>', '<num> & <down-there>', /unknown group <num>/],
  ['a group that needs itself', 'words/body.yaml', "down-there: ['<saddle>'", "down-there: ['<down-there>'", /circle/],
  ['a missing group of context', 'words/context.yaml', '\nresolved:', '\nresolvd:', /lacks resolved/],
  [
    'a pattern that ends in a gap',
    'words/body.yaml',
    '  - down there\n',
    '  - down there ..\n',
    /must end with a word/,
  ],
  ['broken YAML', 'red-flags.yaml', 'rules:', 'rules: [', /cannot be read/],
  ['a rule that wording knows by another id', 'red-flags.yaml', 'id: D24', 'id: D25', /has no D24/],
  [
    'no rule that tells a crisis',
    'red-flags.yaml',
    'urgency: crisis',
    'urgency: emergency',
    /no rule of urgency crisis/,
  ],
  [
    'a word written otherwise',
    'words/body.yaml',
    '  - down there\n',
    '  - gonna\n',
    /write "going to" instead of "gonna"/,
  ],
])('%s is refused, with the place', async (_, file, from, to, message) => {
  const changed = await withChange(file, from, to);
  expect(() => readRules(changed)).toThrow(message);
});

test('another word file is another version', async () => {
  const changed = await withChange('words/body.yaml', '  - down there\n', '  - down there\n  - in the nether zone\n');
  expect(readRules(changed).version).not.toBe(readRules().version);
});
