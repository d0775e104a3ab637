import { Client, GatewayIntentBits, Options, type ClientOptions } from 'discord.js';
import type { BotSettings } from './parts.js';

/**
 * discord.js holds itself to 50 requests a second and counts what Discord does not: edits and follow-ups of interactions. 1,000 leaves that
 * to Discord's own limits, which discord.js obeys by their headers.
 */
const REQUESTS_PER_SECOND = 1000;
/** discord.js remembers the rate limit of every interaction, which is used once, until it sweeps: by itself once an hour. Milliseconds. */
const SWEEP_EVERY = 60_000;

/** A client that knows as little as it can: it keeps no message, no member's state, and asks for message contents only where it needs them. */
export function createClient({ askChannelIds, apiUrl }: Pick<BotSettings, 'askChannelIds' | 'apiUrl'>): Client {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];
  if (askChannelIds.length > 0) intents.push(GatewayIntentBits.MessageContent);
  const options: ClientOptions = {
    intents,
    allowedMentions: { parse: [], repliedUser: false },
    rest: {
      globalRequestsPerSecond: REQUESTS_PER_SECOND,
      handlerSweepInterval: SWEEP_EVERY,
      ...(apiUrl !== null && { api: apiUrl }),
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 1, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  };
  return new Client(options);
}
