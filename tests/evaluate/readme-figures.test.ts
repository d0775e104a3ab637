import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
const FIGURE = /\b\d{1,3}\.\d% \(\d{1,3}\.\d to \d{1,3}\.\d\)/g;

test('every figure with an interval in the README is one of the test results that are kept', async () => {
  const results = (await read('evaluation/results/test.md')) + (await read('evaluation/results/test-peers.md'));
  const measured = new Set(results.match(FIGURE));
  const told = (await read('README.md')).match(FIGURE) ?? [];
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((figure) => !measured.has(figure))).toEqual([]);
});

test('every plot in the README is there', async () => {
  const plots = Array.from((await read('README.md')).matchAll(/\]\((evaluation\/[^)]+\.svg)\)/g), ([, file]) => file!);
  expect(plots.length).toBeGreaterThan(3);
  for (const plot of plots) expect(await read(plot)).toMatch(/^<svg /);
});
