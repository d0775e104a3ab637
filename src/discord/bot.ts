import type { Bot, BotParts } from './parts.js';

export type { Bot, BotLog, BotMetrics, BotParts, BotSettings, Outcome, Surface, Votes } from './parts.js';

/** Logs in and answers until it is stopped. Resolves when the gateway is ready. @throws when Discord refuses the token or the intents */
export function startBot(parts: BotParts): Promise<Bot> {
  return Promise.reject(new Error(`The bot is not built yet (${parts.settings.askChannelIds.length} ask channels).`));
}
