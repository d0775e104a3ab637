import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { hashFeature, logOdds, type WeightTable } from '#src/wording/log-odds.js';
import { readWeights, writeWeights } from '#src/wording/weights-file.js';
import { folderForFile } from '../fixtures/folders.js';

const file = path.join(folderForFile(), 'weights.bin');
const url = pathToFileURL(file);
const names = ['numb', 'saddle', 'bar'];
const hashes = Uint32Array.from(names, hashFeature).sort();
const weightOf = (name: string) => Uint32Array.from(hashes).indexOf(hashFeature(name)) + 1;
const table: WeightTable = {
  hashes,
  heads: [{ name: 'alarm', bias: -1, scale: 0.5, weights: Int8Array.from([1, 2, 3]) }],
};
writeWeights(url, { levels: table });

test('what is written is read back, with a digest of the file', () => {
  const { tables, digest } = readWeights(url, ['levels']);
  expect(tables.levels).toEqual(table);
  expect(digest).toMatch(/^[0-9a-f]{8}$/);
});

test('log-odds are the bias and the weights of the features that are known', () => {
  const features = new Map([
    ['numb', 2],
    ['never seen', 5],
  ]);
  expect(logOdds(features, table)).toEqual([-1 + 2 * 0.5 * weightOf('numb')]);
});

test('a file that is too short, or no such file, is refused by name', () => {
  const bytes = readFileSync(file);
  truncateSync(file, bytes.length - 1);
  expect(() => readWeights(url, ['levels'])).toThrow(/weights\.bin cannot be used: it is too short/);
  writeFileSync(file, 'no index');
  appendFileSync(file, 'at all');
  expect(() => readWeights(url, ['levels'])).toThrow(/weights\.bin cannot be used/);
  expect(() => readWeights(pathToFileURL(`${file}.gone`), ['levels'])).toThrow(/weights\.bin\.gone cannot be used/);
});
