import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EmbeddingError } from '#src/embedding/embedder.js';
import type { DownloadProgress } from '#src/embedding/hub.js';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { loadBundled } from '../fixtures/fixture-index.js';
import { folderForTest } from '../fixtures/folders.js';
import { copyModel } from '../fixtures/model-folder.js';
import { startModelHub } from '../fixtures/model-hub.js';

const FILES = ['config.json', 'onnx/model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'];
const addresses = (model: string) => FILES.map((file) => `/${model}/resolve/main/${file}`);

test('a hub id is fetched from the hub of the settings and works like the same model in a folder', async () => {
  const [hub, cacheDir, bundled] = [await startModelHub(), await folderForTest(), await loadBundled()];
  const embedder = await loadEmbedder({ model: 'Some/model', cacheDir, host: hub.address });
  expect([...hub.requests].sort()).toEqual(addresses('Some/model'));
  expect(embedder).toMatchObject({ id: 'Some/model', fingerprint: bundled.fingerprint });
  expect(await embedder.embed('back pain', 'question')).toEqual(await bundled.embed('back pain', 'question'));
});

test('a download tells for each file how far it is, up to the end', async () => {
  const [hub, cacheDir] = [await startModelHub(), await folderForTest()];
  const seen: DownloadProgress[] = [];
  await loadEmbedder({
    model: 'Some/model',
    cacheDir,
    host: hub.address,
    onDownload: (progress) => seen.push(progress),
  });
  for (const file of FILES) {
    const percents = seen.filter((progress) => progress.file === file).map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
  }
});

test('what was downloaded is read from the cache from then on, without the hub and without a word of downloading', async () => {
  const [hub, cacheDir] = [await startModelHub(), await folderForTest()];
  const first = await loadEmbedder({ model: 'Some/model', cacheDir, host: hub.address });
  const asked = hub.requests.length;
  await hub.close();
  const seen: DownloadProgress[] = [];
  const onDownload = (progress: DownloadProgress) => seen.push(progress);
  const again = await loadEmbedder({ model: 'Some/model', cacheDir, host: hub.address, onDownload });
  expect(again.fingerprint).toBe(first.fingerprint);
  expect(hub.requests).toHaveLength(asked);
  expect(seen).toEqual([]);
  expect((await readdir(path.join(cacheDir, 'Some/model'))).sort()).toEqual([
    'config.json',
    'onnx',
    'tokenizer.json',
    'tokenizer_config.json',
  ]);
});

test('the prefixes that a model family wants are put before questions and passages', async () => {
  const [hub, cacheDir, bundled] = [await startModelHub(), await folderForTest(), await loadBundled()];
  const embedder = await loadEmbedder({ model: 'Some/e5-small', cacheDir, host: hub.address });
  const plain = (text: string) => bundled.embed(text, 'question');
  expect(await embedder.embed('back pain', 'question')).toEqual(await plain('query: back pain'));
  expect(await embedder.embed('back pain', 'passage')).toEqual(await plain('passage: back pain'));
});

test.each(['bundled', 'folder'])(
  'a model that is on this machine (%s) asks no hub and reports no download',
  async (model) => {
    const [hub, folder] = [await startModelHub(), await folderForTest()];
    const local = model === 'folder' ? await copyModel(folder) : model;
    const seen: DownloadProgress[] = [];
    await loadEmbedder({
      model: local,
      cacheDir: folder,
      host: hub.address,
      onDownload: (progress) => seen.push(progress),
    });
    expect(hub.requests).toEqual([]);
    expect(seen).toEqual([]);
  },
);

test('a hub that cannot be reached is reported with the model and what to do', async () => {
  const hub = await startModelHub();
  await hub.close();
  await expectRefusal(hub.address, 'could not be loaded');
});

test('a model that the hub does not have whole is reported with the file that was not found', async () => {
  const hub = await startModelHub(['onnx/model_quantized.onnx']);
  await expectRefusal(hub.address, `${hub.address}Some/model/resolve/main/onnx/model_quantized.onnx`);
});

async function expectRefusal(host: string, reason: string): Promise<void> {
  const loading = loadEmbedder({ model: 'Some/model', cacheDir: await folderForTest(), host });
  const failure = await loading.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EmbeddingError);
  const { message } = failure as EmbeddingError;
  for (const part of [
    '"Some/model"',
    reason,
    'Check EMBEDDING_MODEL and the network, or set EMBEDDING_MODEL=bundled.',
  ]) {
    expect(message).toContain(part);
  }
}
