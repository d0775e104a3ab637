import { env, pipeline } from '@xenova/transformers';
import { expect, test } from 'vitest';
import { isUnitVector } from '#src/embedding/embedder.js';
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

test('its vectors are those of the ONNX file, not of some shortcut', async () => {
  const run = await pipeline('feature-extraction', 'backchat-static');
  const { data } = await run('back pain', { pooling: 'none' });
  const vector = await question('back pain');
  for (const [at, value] of vector.entries()) expect(value).toBeCloseTo((data as Float32Array)[at]!, 5);
});

test('no request can leave the machine once it is loaded', async () => {
  expect(env.allowRemoteModels).toBe(false);
  await expect(pipeline('feature-extraction', 'Xenova/all-MiniLM-L6-v2')).rejects.toThrow('allowRemoteModels=false');
});

test('its evidence has been calibrated, so that answers are chosen by meaning and not by words alone', async () => {
  const { models } = await readCalibrations();
  expect(Object.keys(models)).toContain(embedder.fingerprint);
});
