import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseConfig } from '#src/config.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { renderCoverage } from '../../scripts/docs/coverage.js';

const page = await readFile(new URL('../../docs/coverage.md', import.meta.url), 'utf8');

test('docs/coverage.md is what "npm run docs" writes', async () => {
  const { articles } = await readCorpus(parseConfig({}).corpusDir, '2026-11-22');
  expect(page).toBe(renderCoverage(articles));
});

test('every claim, omission and topic of the brief is answered', () => {
  expect(page).not.toContain('**nothing**');
});
