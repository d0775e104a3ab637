import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { killModerators } from '../scripts/soak/kill-moderators.js';
import { folderForTest } from './fixtures/folders.js';

const moderator = fileURLToPath(new URL('../dist/scripts/soak/moderator.js', import.meta.url));

test('moderators whose process is killed at 8 random instants lose nothing that was confirmed', async () => {
  const { killed, confirmed } = await killModerators({
    folder: await folderForTest(),
    moderator,
    rounds: 8,
    seed: 20261122,
  });
  expect(killed + confirmed).toBe(8);
  expect(killed).toBeGreaterThan(1);
}, 180_000);
