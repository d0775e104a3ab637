import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildIndex } from '#src/build-index.js';
import { headingOf } from '#src/corpus/article.js';
import { CorpusError } from '#src/corpus/problem.js';
import { openGeneration } from '#src/search-index/open-generation.js';
import { requireCurrentFolder } from '#src/search-index/publish.js';
import { buildInto, copyCorpus, countEmbeddings, loadBundled, replaceIn } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';

const embedder = await loadBundled();
const TEXTS = 16; // 9 passages and 7 questions

/** Every file of the live generation with its content. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const live = await requireCurrentFolder(path.join(folder, 'index'));
  const names = await readdir(live);
  const contents = await Promise.all(names.map((name) => readFile(path.join(live, name), 'latin1')));
  return Object.fromEntries(names.map((name, at) => [name, contents[at]!]));
}

test('the same corpus gives the same generation, byte for byte, whenever and wherever it is built', async () => {
  const [folder, other] = [await folderForTest(), await folderForTest()];
  const first = await buildInto(folder, embedder);
  const second = await buildInto(other, embedder, await copyCorpus(other), '2027-01-01T00:00:00Z');
  expect(second.generation.manifest.generation).toBe(first.generation.manifest.generation);
  expect(await filesOf(other)).toEqual(await filesOf(folder));
});

test.each([
  ['a word of a passage', 'walking.md', 'flat ground', 'even ground'],
  ['a question', 'walking.md', 'should I rest or walk', 'shall I rest or walk'],
  ['the bibliography', 'sources.yaml', 'year: 2019', 'year: 2020'],
  ['the glossary', 'glossary.yaml', 'lay: [tilting bed with', 'lay: [tilted bed with'],
])('another generation comes of changing %s', async (_, file, from, to) => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  const before = await buildInto(folder, embedder, corpusDir);
  await replaceIn(path.join(corpusDir, file), from, to);
  const after = await buildInto(folder, embedder, corpusDir);
  expect(after.published).toBe(true);
  expect(after.generation.manifest.generation).not.toBe(before.generation.manifest.generation);
});

test('every text is embedded in the first build', async () => {
  const { counted, texts } = countEmbeddings(embedder);
  const result = await buildInto(await folderForTest(), counted);
  expect(texts).toHaveLength(TEXTS);
  expect(result).toMatchObject({ embedded: TEXTS, published: true });
  expect(result.changes.added).toHaveLength(9);
});

test('nothing is embedded or published when the corpus is as it was', async () => {
  const folder = await folderForTest();
  await buildInto(folder, embedder);
  const { counted, texts } = countEmbeddings(embedder);
  const again = await buildInto(folder, counted);
  expect(texts).toEqual([]);
  expect(again).toMatchObject({ embedded: 0, published: false });
});

test('only the text that changed is embedded again, and the change is named', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await buildInto(folder, embedder, corpusDir);
  await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
  const { counted, texts } = countEmbeddings(embedder);
  const { changes, generation } = await buildInto(folder, counted, corpusDir);
  expect(texts).toEqual([expect.stringContaining('even ground')]);
  expect(changes.changed.map(headingOf)).toEqual(['Short walks beat long rest']);
  const fresh = await buildInto(await folderForTest(), embedder, corpusDir);
  expect(generation.passageTexts.vectors).toEqual(fresh.generation.passageTexts.vectors);
  expect(generation.questionTexts.vectors).toEqual(fresh.generation.questionTexts.vectors);
});

test('progress counts the texts that go through the model', async () => {
  const folder = await folderForTest();
  const seen: string[] = [];
  await buildIndex({
    corpusDir: await copyCorpus(folder),
    indexDir: path.join(folder, 'index'),
    embedder,
    now: new Date(),
    onProgress: ({ stage, done, total }) => {
      if (stage === 'embedding' && done > 0) seen.push(`${done}/${total}`);
    },
  });
  expect(seen).toEqual(Array.from({ length: TEXTS }, (_, at) => `${at + 1}/${TEXTS}`));
});

test('an index of another model is built anew with nothing taken over', async () => {
  const folder = await folderForTest();
  await buildInto(folder, { ...embedder, fingerprint: '0123456789ab' });
  expect(await buildInto(folder, embedder)).toMatchObject({ embedded: TEXTS, published: true });
});

test('a damaged live generation is built anew', async () => {
  const folder = await folderForTest();
  await buildInto(folder, embedder);
  const live = await requireCurrentFolder(path.join(folder, 'index'));
  await writeFile(path.join(live, 'passages.jsonl'), '[]');
  expect(await buildInto(folder, embedder)).toMatchObject({ embedded: 0, published: true });
  await expect(openGeneration(live, embedder)).resolves.toBeDefined();
});

test('a refresh that takes over what it can has the same files as a first build', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await buildInto(folder, embedder, corpusDir);
  await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
  await replaceIn(path.join(corpusDir, 'walking.md'), 'should I rest or walk', 'shall I rest or walk');
  await rename(path.join(corpusDir, 'facet-joints.md'), path.join(corpusDir, 'z-facet-joints.md'));
  await buildInto(folder, embedder, corpusDir);
  const other = await folderForTest();
  await buildInto(other, embedder, corpusDir);
  expect(await filesOf(folder)).toEqual(await filesOf(other));
});

test.each(['passages.keys', 'questions.keys'])('damaged %s are no obstacle to the next build', async (name) => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await buildInto(folder, embedder, corpusDir);
  await writeFile(path.join(await requireCurrentFolder(path.join(folder, 'index')), name), 'damage');
  await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
  const { generation } = await buildInto(folder, embedder, corpusDir);
  const fresh = await buildInto(await folderForTest(), embedder, corpusDir);
  expect(generation.manifest).toEqual(fresh.generation.manifest);
});

test('a corpus with an error leaves the old generation live and nothing half-built', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await buildInto(folder, embedder, corpusDir);
  const before = await readdir(path.join(folder, 'index'));
  await replaceIn(path.join(corpusDir, 'walking.md'), 'Sources: GENERAL-KNOWLEDGE', 'Sources: NOBODY');
  await expect(buildInto(folder, embedder, corpusDir)).rejects.toThrow(CorpusError);
  expect(await readdir(path.join(folder, 'index'))).toEqual(before);
});

test('a model that fails half-way leaves the old generation live and nothing half-built', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  await buildInto(folder, embedder, corpusDir);
  const before = await readdir(path.join(folder, 'index'));
  await replaceIn(path.join(corpusDir, 'walking.md'), 'flat ground', 'even ground');
  const failing = { ...embedder, embed: () => Promise.reject(new Error('the model is gone')) };
  await expect(buildInto(folder, failing, corpusDir)).rejects.toThrow('the model is gone');
  expect(await readdir(path.join(folder, 'index'))).toEqual(before);
});

test('after seven refreshes the last five generations are there', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  const names: string[] = [];
  for (let version = 1; version <= 7; version++) {
    await replaceIn(
      path.join(corpusDir, 'walking.md'),
      'the next morning',
      `morning ${version} after the next morning`,
    );
    names.push((await buildInto(folder, embedder, corpusDir)).generation.manifest.generation);
  }
  expect((await readdir(path.join(folder, 'index'))).sort()).toEqual([...names.slice(-5), 'current'].sort());
});

test('readers beside a writer open whole generations only, the new one in the end', async () => {
  const folder = await folderForTest();
  const corpusDir = await copyCorpus(folder);
  const first = await buildInto(folder, embedder, corpusDir);
  const opened = new Map<string, string>();
  const written = [first.generation];
  const write = async () => {
    for (const ground of ['even ground', 'grass', 'sand']) {
      await replaceIn(path.join(corpusDir, 'walking.md'), 'five minutes on', `five minutes on ${ground}, never on`);
      written.push((await buildInto(folder, embedder, corpusDir)).generation);
    }
    return true;
  };
  const read = async () => {
    const { manifest, passages } = await openGeneration(
      await requireCurrentFolder(path.join(folder, 'index')),
      embedder,
    );
    opened.set(manifest.generation, passages.at(-1)!.text);
    return false;
  };
  const writing = write();
  while (!(await Promise.race([writing, read()])));
  await read();
  const texts = new Map(written.map(({ manifest, passages }) => [manifest.generation, passages.at(-1)!.text]));
  expect(opened.size).toBeGreaterThan(1);
  for (const [generation, text] of opened) expect(text).toBe(texts.get(generation));
  expect([...opened.keys()].at(-1)).toBe(written.at(-1)!.manifest.generation);
});
