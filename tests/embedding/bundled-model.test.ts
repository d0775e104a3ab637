import path from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isUnitVector } from '#src/embedding/embedder.js';
import { BUNDLED_MODEL_FOLDER } from '#src/embedding/transformers.js';
import { dot } from '#src/search-index/vector-search.js';
import { readCalibrations } from '#src/retrieval/calibration.js';
import { loadBundled } from '../fixtures/fixture-index.js';

const embedder = await loadBundled();
const question = (text: string) => embedder.embed(text, 'question');

test.each([
  ['a question', 'why does my back hurt when I hang?'],
  ['one letter', 'a'],
  ['words that it never saw', 'qwzx vbnmq'],
  ['another script', '你好'],
  ['emoji', '🙃🙃🙃'],
  ['punctuation', '?!…'],
  ['20,000 characters', 'my back hurts '.repeat(1429)],
  ['a word of 2,000 letters', 'a'.repeat(2000)],
  ['invisible characters around a word', '\u200bback\u202e\u0000'],
])('%s gives a vector of unit length', async (_, text) => {
  const vector = await question(text);
  expect(vector).toHaveLength(embedder.dimensions);
  expect(isUnitVector(vector)).toBe(true);
});

test('the same text always has the same vector, alone or among others', async () => {
  const texts = Array.from({ length: 20 }, (_, at) => `my back hurts ${'very '.repeat(at)}much`);
  const alone: Float32Array[] = [];
  for (const text of texts) alone.push(await question(text));
  expect(await Promise.all(texts.map(question))).toEqual(alone);
});

test('texts that mean the same are nearer than texts that do not', async () => {
  const [asked, alike, other] = await Promise.all(
    ['my lower back hurts when I hang from a bar', 'low back pain during hanging', 'which pillow for sleeping'].map(
      question,
    ),
  );
  expect(dot(asked!, alike!)).toBeGreaterThan(dot(asked!, other!) + 0.2);
});

test('its vectors are those of the pipeline of transformers.js', async () => {
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(BUNDLED_MODEL_FOLDER) + path.sep;
  const run = await pipeline('feature-extraction', path.basename(BUNDLED_MODEL_FOLDER));
  for (const text of ['back pain', 'Why does it GRAB?', '你好', 'my back hurts '.repeat(1429)]) {
    const { data } = await run(text, { pooling: 'none' });
    const vector = await question(text);
    for (const [at, value] of vector.entries()) expect(value).toBeCloseTo((data as Float32Array)[at]!, 6);
  }
});

test('no request leaves the machine, neither to load it nor to embed a text', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('Somebody asked the network.'));
  onTestFinished(() => {
    fetch.mockRestore();
  });
  await (await loadBundled()).embed('back pain', 'question');
  expect(fetch).not.toHaveBeenCalled();
});

test('its evidence has been calibrated, so that answers are chosen by meaning and not by words alone', async () => {
  const { models } = await readCalibrations();
  expect(Object.keys(models)).toContain(embedder.fingerprint);
});
