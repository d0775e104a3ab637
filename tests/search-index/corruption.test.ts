import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildIndex } from '#src/build-index.js';
import type { Generation } from '#src/search-index/generation.js';
import { chooseSearch, ensureGraph } from '#src/search-index/graph-cache.js';
import { loadHnswlib } from '#src/search-index/hnsw.js';
import { IndexError } from '#src/search-index/index-error.js';
import type { Manifest } from '#src/search-index/manifest.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { ExactSearch } from '#src/search-index/vector-search.js';
import { SMALL_EMBEDDER } from '../../scripts/soak/small-embedder.js';
import { seededRandom } from '../../scripts/statistics/random.js';
import { randomTable } from '../contracts/vector-search.js';
import { copyCorpus, replaceIn } from '../fixtures/fixture-index.js';
import { folderForFile } from '../fixtures/folders.js';

const silently = () => Promise.resolve();
const CORRUPTIONS = 200;
const root = folderForFile();

type Random = () => number;
/** Ways to damage a file. Each gets the file and another one of the same folder. */
const DAMAGES: Readonly<Record<string, (file: string, other: string, random: Random) => Promise<void>>> = {
  'is cut short': (file, _, random) => change(file, (bytes) => bytes.subarray(0, Math.floor(random() * bytes.length))),
  'has a flipped bit': (file, _, random) =>
    change(file, (bytes) => {
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
      return bytes;
    }),
  'has a stretch of zeros': (file, _, random) =>
    change(file, (bytes) => bytes.fill(0, Math.floor(random() * bytes.length), Math.ceil(random() * bytes.length))),
  'was swapped with another file': async (file, other) => {
    await rename(file, `${file}.aside`);
    await rename(other, file);
    await rename(`${file}.aside`, other);
  },
  'is gone': (file) => rm(file),
  'has more at its end': (file, _, random) =>
    change(file, (bytes) => Buffer.concat([bytes, Buffer.alloc(1 + Math.floor(random() * 64), 0x7b)])),
};

async function change(file: string, edit: (bytes: Buffer) => Uint8Array): Promise<void> {
  await writeFile(file, edit(await readFile(file)));
}

/** What members could get to read, as one text. */
const quotable = ({ passages, articles, sources, manifest }: Generation) =>
  JSON.stringify([manifest.generation, passages, [...articles.values()], [...sources.values()]]);

const folder = await mkdtemp(path.join(root, 'whole-'));
const place = { corpusDir: await copyCorpus(folder), indexDir: path.join(folder, 'index') };
const build = () => buildIndex({ ...place, embedder: SMALL_EMBEDDER, now: new Date() });
const old = (await build()).generation;
await replaceIn(path.join(place.corpusDir, 'walking.md'), 'flat ground', 'even ground');
const { generation } = await build();
const name = generation.manifest.generation;
const files = [...Object.keys(generation.manifest.files), 'manifest.json'].map((file) => path.join(name, file));

test.each([...files, 'current'])(
  '%s: 200 corruptions are refused or harmless',
  async (file) => {
    const indexDir = path.join(await mkdtemp(path.join(root, 'damaged-')), 'index');
    await cp(place.indexDir, indexDir, { recursive: true });
    const damages = Object.entries(DAMAGES);
    const others = files.filter((found) => found !== file);
    const random = seededRandom(file.length * 7919);
    const allowed = [quotable(generation), ...(file === 'current' ? [quotable(old)] : [])];
    for (let number = 0; number < CORRUPTIONS; number++) {
      const [what, damage] = damages[number % damages.length]!;
      const other = others[Math.floor(random() * others.length)]!;
      await damage(path.join(indexDir, file), path.join(indexDir, other), random);
      const opened = await requireCurrentFolder(indexDir)
        .then((live) => openGeneration(live, SMALL_EMBEDDER))
        .catch((error: unknown) => error);
      if (!(opened instanceof IndexError)) {
        const { vectorsUsable, passageTexts, questionTexts } = opened as Generation;
        expect(allowed, `${file} ${what} (${number})`).toContain(quotable(opened as Generation));
        // What is left of the vectors is all or nothing.
        const whole = [passageTexts.vectors, questionTexts.vectors];
        const expected =
          allowed.length > 1 ? null : [generation.passageTexts.vectors, generation.questionTexts.vectors];
        if (vectorsUsable && expected) expect(whole).toEqual(expected);
        if (!vectorsUsable) expect(whole.every(({ values }) => values.every((value) => value === 0))).toBe(true);
      }
      for (const changed of [file, other])
        await copyFile(path.join(place.indexDir, changed), path.join(indexDir, changed));
    }
  },
  120_000,
);

test('files that do not belong to a generation change nothing', async () => {
  const live = await requireCurrentFolder(place.indexDir);
  for (const extra of ['extra.jsonl', 'passages.hnsw', '.DS_Store']) await writeFile(path.join(live, extra), 'extra');
  expect(quotable(await openGeneration(live, SMALL_EMBEDDER))).toBe(quotable(generation));
});

describe.skipIf(!loadHnswlib())('a graph', () => {
  const { table, query } = randomTable(4, 5000, 60);
  const manifest = {
    embedder: { dimensions: 16 },
    files: { 'passages.vectors.f32': { sha256: 'x' } },
  } as unknown as Manifest;
  const graphs = path.join(root, 'graphs');
  const expected = new ExactSearch(table).search(query, 10);
  let names: string[];

  beforeAll(async () => {
    await ensureGraph({ graphs, workshop: root }, manifest, 'passages', table, silently);
    names = await readdir(graphs);
  }, 60_000);

  test.each([0, 1])(
    'and its record: 200 corruptions of either (%i) reach hnswlib never and results never',
    async (which) => {
      const [file, other] = [names[which]!, names[1 - which]!].map((found) => path.join(graphs, found)) as [
        string,
        string,
      ];
      const whole = await Promise.all([readFile(file), readFile(other)]);
      const random = seededRandom(which);
      const damages = Object.values(DAMAGES);
      const methods = new Set<string>();
      for (let number = 0; number < CORRUPTIONS; number++) {
        await damages[number % damages.length]!(file, other, random);
        const { nearest } = await chooseSearch(graphs, manifest, 'passages', table);
        methods.add(nearest.method);
        expect(nearest.search(query, 10)).toEqual(expected);
        await Promise.all([writeFile(file, whole[0]), writeFile(other, whole[1])]);
      }
      expect(methods).toContain('exact');
    },
    120_000,
  );

  // Here no checksum can help: the bytes are damaged before one is taken. hnswlib may end the process, which is the builder's.
  test.each<[string, string[]]>([
    ['nothing', ['published']],
    ['truncate', ['not a whole graph']],
    ['header', ['not a whole graph', 'SIGSEGV']],
    ['links', ['thrown away', 'SIGSEGV']],
    ['zeros', ['thrown away', 'SIGSEGV']],
  ])(
    'that comes damaged from hnswlib itself (%s) ends its builder at worst, and is never searched',
    async (damage, ends) => {
      const graphs = await mkdtemp(path.join(root, 'bad-'));
      expect(ends).toContain(await runBuilder(graphs, damage));
    },
    60_000,
  );
});

/** Builds a graph in a process in which hnswlib writes damaged files. How that ended. */
function runBuilder(graphs: string, damage: string): Promise<string> {
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { ensureGraph, chooseSearch } from '#src/search-index/graph-cache.js';
    import { loadHnswlib } from '#src/search-index/hnsw.js';
    const hnswlib = loadHnswlib();
    hnswlib.HierarchicalNSW = class extends hnswlib.HierarchicalNSW { async writeIndex(file) {
      await super.writeIndex(file);
      let bytes = readFileSync(file);
      const damages = {
        truncate: () => { bytes = bytes.subarray(0, bytes.length - 100); },
        header: () => { bytes[16] ^= 0x40; },
        nothing: () => {},
        links: () => { for (let at = 200; at < 400000; at += 136) bytes[at] ^= 0x55; },
        zeros: () => { bytes.fill(0, 4096, 400000); },
      };
      damages[${JSON.stringify(damage)}]();
      writeFileSync(file, bytes);
    } };
    const rows = 5000, dimensions = 4, values = new Float32Array(rows * dimensions);
    for (let row = 0; row < rows; row++) {
      const vector = Array.from({ length: dimensions }, (_, at) => Math.sin(row * 12.9898 + at * 78.233));
      const length = Math.hypot(...vector);
      values.set(vector.map((value) => value / length), row * dimensions);
    }
    const manifest = { embedder: { dimensions }, files: { 'passages.vectors.f32': { sha256: 'x' } } };
    const places = { graphs: ${JSON.stringify(graphs)}, workshop: ${JSON.stringify(graphs)} };
    await ensureGraph(places, manifest, 'passages', { rows, dimensions, values }, async () => {});
    const { nearest } = await chooseSearch(places.graphs, manifest, 'passages', { rows, dimensions, values });
    console.log(nearest.method === 'hnsw' ? 'published' : 'thrown away');
  `;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', program], { cwd }, (error, stdout, stderr) => {
      const failure = /not a whole graph/.exec(stderr)?.[0] ?? stderr;
      resolve(error ? (error.signal ?? failure) : stdout.trim());
    });
  });
}
