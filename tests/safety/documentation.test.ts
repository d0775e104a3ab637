import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { renderRedFlags } from '../../scripts/docs/red-flags.js';

test('docs/red-flags.md is up to date: npm run docs writes it', async () => {
  const page = await readFile(new URL('../../docs/red-flags.md', import.meta.url), 'utf8');
  expect(page).toBe(renderRedFlags(readRules()));
});
