import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FIXTURE_CORPUS } from './fixtures/fixture-index.js';
import { folderForTest } from './fixtures/folders.js';
import { describeKills, killBots, underWay } from './soak/kill-bots.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

// `npm run soak` kills many more.
test('20 bots that are killed in the middle of what a moderator does start again, answer, and have lost nothing that was confirmed', async () => {
  const folder = path.join(await folderForTest(), 'killed');
  const result = await killBots({ folder, corpus: FIXTURE_CORPUS, main, rounds: 20, seed: 20261122 });
  console.log(`Killed while it was under way: ${describeKills(result)}`);
  expect(underWay(result)).toBeGreaterThan(10);
}, 600_000);
