import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runScript } from './fixtures/run-script.js';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');
const npmScripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const scriptFiles = readdirSync(path.join(PROJECT, 'scripts')).filter((name) => name.endsWith('.ts'));

/** Files in which people are told what to run. */
const DOCUMENTS = [
  'README.md',
  'corpus/README.md',
  ...filesIn('docs', '.md'),
  ...filesIn('src', '.ts'),
  ...filesIn('scripts', '.ts'),
];

function filesIn(folder: string, ending: string): string[] {
  const found = readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' });
  // scripts/peers has packages of its own when they are installed.
  const own = found.filter((name) => name.endsWith(ending) && !name.includes('node_modules'));
  return own.map((name) => path.join(folder, name));
}

const matchesOf = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, name]) => name!);

test('every npm script that a document or a message names is there', () => {
  const named = DOCUMENTS.flatMap((file) => {
    const names = matchesOf(read(file), /npm run (?:--silent )?([a-z][a-z-]*)/g);
    return names.map((name) => ({ file, name }));
  });
  expect(named).toContainEqual({ file: 'README.md', name: 'ask' });
  expect(named.filter(({ name }) => !(name in npmScripts))).toEqual([]);
});

test('the README names the commands that a person types', () => {
  const named = new Set(matchesOf(read('README.md'), /npm (?:run (?:--silent )?)?([a-z-]+)/g));
  const typed = ['ask', 'chat', 'check-corpus', 'index', 'evaluate', 'test', 'ci'];
  expect(typed.filter((name) => !named.has(name))).toEqual([]);
});

test('every npm script that runs a file of scripts/ finds it, and every file there has an npm script', () => {
  const run = Object.values(npmScripts).flatMap((line) => matchesOf(line, /\bnode dist\/scripts\/(\S+)\.js$/g));
  expect(run.map((name) => `${name}.ts`).sort()).toEqual([...scriptFiles].sort());
});

describe.concurrent('asked for help', () => {
  test.each(scriptFiles)('scripts/%s says what it does and what it takes', async (file) => {
    const { code, stdout, stderr } = await runScript(path.basename(file, '.ts'), ['--help']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: \S+ .*\n\n[A-Z].{20,}\.\n.*--help/s);
  });
});

test('every setting that the program reads is explained in the README and in .env.example, and no other', () => {
  const settings = [...new Set(matchesOf(read('src/config.ts'), /(?:setting\('|\benv\.)([A-Z_]+)/g))].sort();
  expect(matchesOf(read('README.md'), /^\| `([A-Z_]+)` +\|/gm).sort()).toEqual(settings);
  expect(matchesOf(read('.env.example'), /^#([A-Z_]+)=/gm).sort()).toEqual(settings);
});
