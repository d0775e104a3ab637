import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FIXTURE_CORPUS } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';
import { killBots } from './soak/kill-bots.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

// `npm run soak` kills many more.
test('bots that are killed at random instants start again, answer, and have lost nothing that was confirmed', async () => {
  const folder = path.join(await folderForTest(), 'killed');
  const { confirmed, interrupted } = await killBots({
    folder,
    corpus: FIXTURE_CORPUS,
    main,
    rounds: 4,
    seed: 20261122,
  });
  expect(confirmed + interrupted).toBe(4);
}, 180_000);
