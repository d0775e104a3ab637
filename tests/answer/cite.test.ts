import { expect, test } from 'vitest';
import { nameSource, sourceOf } from '#src/answer/cite.js';
import type { Source } from '#src/corpus/sources.js';

const wegner: Source = {
  key: 'WEGNER',
  title: 'Traction for low-back pain',
  authors: 'Wegner I, Widyahening IS',
  year: 2013,
};
const bibliography = new Map([[wegner.key, wegner]]);

test.each([
  ['WEGNER', 'Wegner I and others 2013'],
  ['GENERAL-KNOWLEDGE', 'General knowledge, no source read'],
  ['UNKNOWN', 'UNKNOWN'],
])('a passage that cites %s rests on "%s"', (key, name) => {
  expect(nameSource(sourceOf(key, bibliography))).toBe(name);
});
