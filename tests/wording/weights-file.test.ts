import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { hashFeature } from '#src/wording/hash.js';
import { WeightTable } from '#src/wording/log-odds.js';
import { readWeights, writeWeights } from '#src/wording/weights-file.js';
import { folderForFile } from '../fixtures/folders.js';

const file = path.join(folderForFile(), 'weights.bin');
const url = pathToFileURL(file);
const names = ['numb', 'saddle', 'bar'];
const hashes = Uint32Array.from(names, hashFeature).sort();
const weightOf = (name: string) => hashes.indexOf(hashFeature(name)) + 1;
const table = new WeightTable(
  [
    { name: 'alarm', bias: -1, scale: 0.5 },
    { name: 'crisis', bias: 0, scale: 1 },
  ],
  hashes,
  Int8Array.from([1, 10, 2, 20, 3, 30]),
);
writeWeights(url, { levels: table });

test('what is written is read back, with a digest of its numbers', () => {
  const { tables, digest } = readWeights(url, ['levels']);
  expect(tables.levels).toEqual(table);
  expect(digest).toMatch(/^[0-9a-f]{8}$/);
});

test('tables are found by their names, in whatever order they are asked for, and one that is missing is named', () => {
  const other = new WeightTable([{ name: 'scope', bias: 2, scale: 1 }], hashes, Int8Array.from([4, 5, 6]));
  const both = pathToFileURL(path.join(folderForFile(), 'both.bin'));
  writeWeights(both, { levels: table, scope: other });
  expect(readWeights(both, ['scope', 'levels']).tables).toEqual({ scope: other, levels: table });
  expect(readWeights(both, ['scope']).tables).toEqual({ scope: other });
  expect(() => readWeights(both, ['rules'])).toThrow(/both\.bin cannot be used: it has no table "rules"\.$/);
});

test('log-odds are the bias and the weights of the features that are known', () => {
  const features = {
    hashes: Uint32Array.from(['numb', 'never seen'], hashFeature),
    values: Float32Array.from([2, 5]),
    size: 2,
    words: [],
    wordCount: 0,
    wordScale: 1,
  };
  expect(table.logOdds(features)).toEqual([-1 + 2 * 0.5 * weightOf('numb'), 20 * weightOf('numb')]);
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
