import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EmbeddingError } from '#src/embedding/embedder.js';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { loadBundled } from '../fixtures/fixture-index.js';
import { folderForTest } from '../fixtures/folders.js';
import { changeJson, copyModel } from '../fixtures/model-folder.js';

/** Watches what is printed while a test runs. */
function watchConsole(method: 'error' | 'warn') {
  const watched = vi.spyOn(console, method).mockReturnValue();
  onTestFinished(() => {
    watched.mockRestore();
  });
  return watched;
}

const load = (model: string) => loadEmbedder({ model, cacheDir: '/nowhere', host: null });

async function expectRefusal(model: string, ...parts: string[]): Promise<void> {
  const failure = await load(model).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EmbeddingError);
  for (const part of parts) expect((failure as EmbeddingError).message).toContain(part);
}

test('a copy of the bundled model in another folder gives the same vectors and fingerprint', async () => {
  const copy = await load(await copyModel(await folderForTest()));
  const bundled = await loadBundled();
  expect(copy).toMatchObject({ fingerprint: bundled.fingerprint, dimensions: bundled.dimensions });
  expect(await copy.embed('back pain', 'passage')).toEqual(await bundled.embed('back pain', 'passage'));
});

test('a folder is told by its path as it was set, also a relative one', async () => {
  const folder = await copyModel(await folderForTest());
  const relative = path.relative(process.cwd(), folder);
  expect((await load(relative)).id).toBe(relative);
});

test.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
  'a folder without %s is refused, and it says what belongs there',
  async (file) => {
    const folder = await copyModel(await folderForTest());
    await rm(path.join(folder, file));
    await expectRefusal(folder, folder, `has no ${file}.`, 'set EMBEDDING_MODEL=bundled');
  },
);

test('a folder where a file of the model should be is refused', async () => {
  const folder = await copyModel(await folderForTest());
  await rm(path.join(folder, 'config.json'));
  await mkdir(path.join(folder, 'config.json'));
  await expectRefusal(folder, 'has no config.json.');
});

test.each([
  ['config.json', 'model_type'],
  ['tokenizer_config.json', 'model_max_length'],
  ['tokenizer_config.json', 'pad_token'],
  ['tokenizer.json', 'normalizer'],
  ['tokenizer.json', 'pre_tokenizer'],
  ['tokenizer.json', 'post_processor'],
  ['tokenizer.json', 'decoder'],
  ['tokenizer.json', 'added_tokens'],
  ['tokenizer.json', 'model'],
])('%s without "%s" is refused with the file and the field', async (file, field) => {
  const folder = await copyModel(await folderForTest());
  await changeJson(path.join(folder, file), (json) =>
    Object.fromEntries(Object.entries(json).filter(([name]) => name !== field)),
  );
  await expectRefusal(folder, `${path.join(folder, file)} lacks ${field}.`, 'Export the model again');
});

test('all fields that a file lacks are named at once', async () => {
  const folder = await copyModel(await folderForTest());
  await changeJson(path.join(folder, 'tokenizer_config.json'), () => ({}));
  await expectRefusal(folder, 'lacks model_max_length, pad_token.');
});

test.each(['{"model_type":', 'null', '3', '[]'])('a config.json that holds %s is refused', async (text) => {
  const folder = await copyModel(await folderForTest());
  await writeFile(path.join(folder, 'config.json'), text);
  await expectRefusal(folder, path.join(folder, 'config.json'));
});

test('weights that are no ONNX file are refused with the model and the remedy', async () => {
  const folder = await copyModel(await folderForTest());
  await writeFile(path.join(folder, 'onnx/model_quantized.onnx'), 'version https://git-lfs.github.com/spec/v1');
  const printed = watchConsole('warn');
  await expectRefusal(folder, `"${folder}" could not be loaded: Failed to load model`, 'set EMBEDDING_MODEL=bundled');
  expect(printed).not.toHaveBeenCalled();
});

test.each(['all-MiniLM-L6-v2', 'a/b/c', '../elsewhere/model', 'https://example.org/model'])(
  '"%s" is neither a folder nor a hub id, and that is what is said',
  async (model) => {
    await expectRefusal(model, `EMBEDDING_MODEL is "${model}"`, 'hub id such as Xenova/all-MiniLM-L6-v2');
  },
);

test('other weights, or another way of using the same ones, have another fingerprint', async () => {
  const folder = await folderForTest();
  const plain = await load(await copyModel(folder, 'plain'));
  const other = await copyModel(folder, 'other');
  await changeJson(path.join(other, 'tokenizer_config.json'), (json) => ({ ...json, model_max_length: 7 }));
  const prefixed = await load(await copyModel(folder, 'e5-small'));
  const fingerprints = new Set([plain.fingerprint, (await load(other)).fingerprint, prefixed.fingerprint]);
  expect(fingerprints.size).toBe(3);
});

test('a run that fails is reported without the text, and the model goes on working', async () => {
  const folder = await copyModel(await folderForTest());
  await changeJson(path.join(folder, 'tokenizer.json'), (json) => {
    const model = json.model as { vocab: Record<string, number> };
    return { ...json, model: { ...model, vocab: { ...model.vocab, secretknee: 999_999 } } };
  });
  const embedder = await load(folder);
  const printed = watchConsole('error');
  const [failure, vector] = await Promise.all([
    embedder.embed('my secretknee hurts', 'question').catch((error: unknown) => error),
    embedder.embed('back pain', 'question'),
  ]);
  expect(failure).toBeInstanceOf(EmbeddingError);
  expect(String(failure)).toContain(`"${folder}"`);
  expect(String(failure)).not.toContain('secretknee');
  expect(printed).not.toHaveBeenCalled();
  expect(console.error).toBe(printed);
  expect(vector).toEqual(await (await loadBundled()).embed('back pain', 'question'));
});
