import { Events, Status } from 'discord.js';
import { createApi } from './api.js';
import { createClient } from './client.js';
import { listen } from './listen.js';
import { observe } from './observe.js';
import type { Bot, BotParts } from './parts.js';
import { remindOfChecks } from './remind.js';
import { waitFor } from './wait-for.js';

/** Longest time for what is under way when the bot stops, in milliseconds. */
const LAST_WORDS = 8_000;
/** Longest time for taking leave of Discord: a client that is about to identify anew takes none. */
const FAREWELL = 900;

/** Logs in and answers until it is stopped. Resolves when the gateway is ready. @throws when Discord refuses the token or the intents */
export async function startBot(parts: BotParts): Promise<Bot> {
  const client = createClient(parts.settings);
  observe(client, parts);
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  listen(client, parts, (handle) => {
    if (stopping) return;
    const work = handle();
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  const ended = new Promise<void>((resolve) => {
    client.once(Events.ShardDisconnect, () => {
      resolve();
    });
  });
  try {
    await client.login(parts.settings.token);
    await ready;
  } catch (error) {
    await client.destroy();
    throw error;
  }
  const stopReminding = remindOfChecks({ ...parts, api: createApi(client.rest) });
  return {
    ready: () => !stopping && client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
    ended,
    async stop() {
      stopping = true;
      stopReminding();
      await waitFor(Promise.allSettled(underWay), LAST_WORDS);
      // discord.js would tell of the end that is wanted as of a lost connection.
      client.removeAllListeners(Events.ShardReconnecting);
      await waitFor(client.destroy(), FAREWELL);
    },
  };
}
