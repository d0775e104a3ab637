import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { killBuilders } from '../scripts/soak/kill-builders.js';
import { folderForTest } from './fixtures/folders.js';

const builder = fileURLToPath(new URL('../dist/scripts/soak/builder.js', import.meta.url));

test('builders that are killed at 20 random instants leave an index that answers and can be built', async () => {
  const folder = path.join(await folderForTest(), 'killed');
  const { killed, finished } = await killBuilders({ folder, builder, rounds: 20, seed: 20261122 });
  expect(killed + finished).toBe(20);
  expect(killed).toBeGreaterThan(3);
}, 180_000);
