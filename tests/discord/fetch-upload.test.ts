import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { fetchUpload } from '#src/discord/fetch-upload.js';
import { RefusedError } from '#src/moderation/refused-error.js';
import { startDiscord, type Discord } from '../discord-server/discord.js';

const CONTENT = 'Hang with your toes on a box.';
let discord: Discord;

beforeEach(async () => {
  discord = await startDiscord();
  onTestFinished(() => discord.stop());
});

/** Fetches a file that somebody attached. */
function fetchFile(patienceMs: number) {
  const attached = discord.world.attachments.add(discord.channel().id, { name: 'hanging.md', content: CONTENT });
  return fetchUpload(attached, discord.url, patienceMs);
}

describe('a file', () => {
  test('is fetched as it is, also when it comes slowly', async () => {
    const expected = { name: 'hanging.md', bytes: Buffer.from(CONTENT) };
    expect(await fetchFile(10_000)).toEqual(expected);
    discord.fail('get_attachment', { dripMs: 1 });
    expect(await fetchFile(10_000)).toEqual(expected);
  });

  test.each([
    ['drips without an end', { dripMs: 50 }],
    ['does not begin', { delayMs: 2000 }],
  ])('that %s is given up when its time is over, with what to do', async (_, fault) => {
    discord.fail('get_attachment', fault);
    const begun = performance.now();
    const fetching = fetchFile(200);
    await expect(fetching).rejects.toThrow(RefusedError);
    await expect(fetching).rejects.toThrow('did not hand over the file. Please try the command again.');
    expect(performance.now() - begun).toBeLessThan(1200);
  });
});
