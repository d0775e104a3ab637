import { Events, RESTEvents, type Client } from 'discord.js';
import { failureKind } from './api-error.js';
import type { BotParts } from './parts.js';

/** Counts and logs what becomes of the connection. */
export function observe(client: Client, { log, metrics }: Pick<BotParts, 'log' | 'metrics'>): void {
  client.on(Events.ShardError, (error) => {
    metrics.failure(failureKind(error));
    log.error({ kind: failureKind(error), err: error }, 'The connection to Discord reports an error');
  });
  client.on(Events.ShardReady, () => {
    metrics.gateway('ready');
    log.info({}, 'Connected to Discord');
  });
  client.on(Events.ShardResume, () => {
    metrics.gateway('resumed');
    log.info({}, 'The connection to Discord was resumed');
  });
  client.on(Events.ShardReconnecting, () => {
    metrics.gateway('reconnecting');
    log.warn({}, 'The connection to Discord was lost; reconnecting');
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    metrics.gateway('invalidated');
    log.error({ code }, 'Discord ended the connection for good. Check the token and the intents, and restart.');
  });
  client.on(Events.GuildUnavailable, () => {
    metrics.gateway('unavailable');
    log.warn({}, 'A server is out of reach: Discord has a fault there');
  });
  client.rest.on(RESTEvents.RateLimited, ({ route, timeToReset, global }) => {
    metrics.rateLimited();
    log.warn({ route, timeToReset, global }, 'A request waits for its rate limit');
  });
}
