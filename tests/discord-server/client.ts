import { Client, GatewayIntentBits, Partials, type ClientOptions } from 'discord.js';
import type { Discord } from './discord.js';

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;

export const INTENTS = [Guilds, GuildMessages, DirectMessages];
export const INTENTS_WITH_CONTENT = [...INTENTS, MessageContent];

/** A real discord.js client that is logged in and has seen all servers. */
export async function connectClient(discord: Discord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const { rest, ...others } = options;
  const client = new Client({
    intents: INTENTS,
    partials: [Partials.Channel, Partials.Message],
    rest: { api: discord.url, retries: 0, ...rest },
    // Otherwise a client waits five seconds before it identifies for a second time.
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...others,
  });
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  await client.login(discord.token);
  return ready;
}
