import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** What every folder of src may import. */
const COMMON = ['own-error.js'];
/** Which folders of src may import which: the arrows of docs/design.md. Files directly in src join them and may import all; few are imported back. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  corpus: [],
  embedding: [],
  safety: ['wording'],
  wording: [],
  'search-index': ['corpus', 'embedding', 'wording'],
  retrieval: ['corpus', 'embedding', 'search-index', 'wording'],
  moderation: ['corpus', 'search-index'],
  answer: ['corpus', 'safety', 'retrieval', 'search-index'],
  discord: ['answer', 'corpus', 'moderation', 'safety', 'retrieval', 'search-index', 'answer-question.js'],
  operations: ['discord'],
};

const sources = await Promise.all([...(await filesIn('src')), ...(await filesIn('scripts'))].map(readSource));

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(PROJECT, folder), { recursive: true });
  // scripts/peers has packages of its own when they are installed.
  const own = names.filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
  return own.map((name) => path.posix.join(folder, name));
}

interface Source {
  readonly file: string;
  readonly text: string;
  /** What it imports, by whatever means: packages as they are named, own files by their path from the project. */
  readonly imports: readonly string[];
}

async function readSource(file: string): Promise<Source> {
  const text = await readFile(path.join(PROJECT, file), 'utf8');
  const named = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\(|\bresolve\()\s*'([^']+)'/g);
  const imports = Array.from(named, ([, name]) => name!).map((name) => {
    if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
    return name.replace(/^#src\//, 'src/');
  });
  return { file, text, imports };
}

/** Files in which something is found, as paths from the project. */
const filesWhere = (found: (source: Source) => boolean) => sources.filter(found).map(({ file }) => file);

test('imports are found at all', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.find(({ file }) => file === 'src/search-index/manifest.ts')!.imports).toContain(
    'src/embedding/embedder.js',
  );
  expect(sources.find(({ file }) => file === 'scripts/ask.ts')!.imports).toContain('src/config.js');
});

test.each(sources.filter(({ file }) => file.split('/').length > 2 && file.startsWith('src/')))(
  '$file imports along the arrows of the design',
  ({ file, imports }) => {
    const folder = file.split('/')[1]!;
    const own = imports.filter((name) => name.startsWith('src/') || name.startsWith('scripts/'));
    const allowed = [folder, ...(ARROWS[folder] ?? []), ...COMMON].map(
      (name) => `src/${name}${name.endsWith('.js') ? '' : '/'}`,
    );
    expect(own.filter((name) => !allowed.some((start) => name.startsWith(start)))).toEqual([]);
  },
);

test('every folder of src has its arrows written down', () => {
  const folders = new Set(
    filesWhere(({ file }) => file.startsWith('src/')).map((file) => file.split('/').slice(1, -1)[0]),
  );
  folders.delete(undefined);
  expect(Object.keys(ARROWS)).toEqual(expect.arrayContaining([...folders]));
});

test('src never imports scripts or tests', () => {
  const outside = (name: string) => name.startsWith('scripts/') || name.startsWith('tests/');
  expect(filesWhere(({ file, imports }) => file.startsWith('src/') && imports.some(outside))).toEqual([]);
});

test('nothing but src/config.ts reads the environment', () => {
  const reads = ({ text, imports }: Source) =>
    /\bprocess\s*\??\.\s*env\b|\bprocess\[/.test(text) || imports.includes('node:process');
  expect(filesWhere(reads)).toEqual(['src/config.ts']);
});

test.each([
  ['transformers.js', '@xenova/transformers', 'src/embedding/'],
  ['the ONNX runtime', 'onnxruntime-node', 'src/embedding/'],
  ['hnswlib', 'hnswlib-node', 'src/search-index/'],
  ['Discord', 'discord.js', 'src/discord/'],
])('of all folders of src only one knows %s', (_, name, folder) => {
  const knowing = filesWhere(
    ({ file, imports }) =>
      file.startsWith('src/') && imports.some((other) => other === name || other.startsWith(`${name}/`)),
  );
  expect(knowing.filter((file) => !file.startsWith(folder))).toEqual([]);
});
