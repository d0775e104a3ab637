import type { Api } from './api.js';
import type { Cooldown } from './cooldown.js';
import type { BotParts } from './parts.js';
import type { Queue } from './queue.js';
import type { Recent } from './recent.js';

/** What every handler works with. */
export interface Desk extends BotParts {
  readonly api: Api;
  /** The bot's own user id. */
  readonly me: string;
  readonly cooldown: Cooldown;
  readonly queue: Queue;
  /** Votes, reports and shares of this process's life, as `message:member`, `report:passage:member` and `share:message:passages`. */
  readonly voted: Recent<string, true>;
  /** The channel that a thread belongs to, or null for what is no thread or not known. */
  readonly parentOf: (channel: string) => string | null;
  /** Whether the bot may write in the threads of a channel; true where that is not known. */
  readonly mayAnswerInThreads: (channel: string) => boolean;
  /** The role that Discord made for the bot when it joined a server, or undefined. */
  readonly roleIn: (guild: string) => string | undefined;
  /** The locale that a server has chosen, or undefined. */
  readonly localeOf: (guild: string) => string | undefined;
}
