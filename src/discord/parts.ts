import type { Librarian } from '../answer-question.js';
import type { CorpusDesk } from '../moderation/corpus-desk.js';
import type { Counts } from '../moderation/counts.js';
import type { Decisions } from '../moderation/decisions.js';
import type { Proposal } from '../moderation/proposals.js';
import type { Generation } from '../search-index/generation.js';
import type { Counters } from '../moderation/counters.js';
import type { Level } from '../safety/level.js';

/** What an operator decides about the bot. `src/config.ts` reads it. */
export interface BotSettings {
  readonly token: string;
  /** Channels in which questions are answered unasked. The Message Content intent is requested only when there is one. */
  readonly askChannelIds: readonly string[];
  /** Opens a thread for every question in an ask channel. */
  readonly threadPerQuestion: boolean;
  /** The server whose moderators own the corpus, or null. */
  readonly homeGuildId: string | null;
  /** Roles of the home server that may do what moderators may. */
  readonly moderatorRoleIds: readonly string[];
  /** Where moderators read what goes wrong, or null. */
  readonly moderatorChannelId: string | null;
  /** Another REST base such as `http://127.0.0.1:8080/api`, without the version; null is Discord's own. */
  readonly apiUrl: string | null;
  /** Seconds a member waits between two questions; 0 for none. Notices never wait. */
  readonly cooldownSeconds: number;
}

/** Where a question came in. */
export type Surface = 'ask' | 'mention' | 'direct' | 'channel' | 'menu' | 'lookup' | 'button' | 'corpus';

/** What became of it. */
export type Outcome = 'quotes' | 'seek-care' | 'no-answer' | 'silent' | 'cooldown' | 'busy' | 'failed';

/** What the bot counts and times. It never holds a text or an id of a member. */
export interface BotMetrics {
  question(surface: Surface, outcome: Outcome): void;
  /** Milliseconds from the event's arrival to Discord's confirmation of the first reply, and of the answer. */
  latency(stage: 'acknowledged' | 'answered', surface: Surface, milliseconds: number): void;
  notice(level: Level): void;
  /** An interaction that Discord gave up on before it was acknowledged. */
  acknowledgementMissed(): void;
  /** What went wrong, by what could not be counted (`vote`, `gap`, `report`), Discord's error code, HTTP status or the error's name. */
  failure(kind: string): void;
  /** Something that only moderators may do: a subcommand or button by its name, and what became of it. */
  moderation(step: string, outcome: 'done' | 'refused' | 'failed'): void;
  /** A request that waits because of a rate limit. */
  rateLimited(): void;
  gateway(event: 'ready' | 'resumed' | 'reconnecting' | 'invalidated' | 'unavailable'): void;
}

/** The part of a pino logger that the bot uses. What it logs never holds a text of a member or an id of one. */
export interface BotLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What moderators work with. Who may is for the bot to settle. */
export interface Moderation {
  readonly corpus: CorpusDesk;
  readonly decisions: Pick<Decisions, 'standing' | 'history' | 'record'>;
  /** Reviews that wait to be published or discarded. */
  readonly waiting: () => Promise<readonly Proposal[]>;
  readonly counts: () => Promise<Counts>;
  /** The whole live generation, withheld sections included, or null while nothing can be searched. */
  readonly generation: () => Generation | null;
  /** Does something in one process of all once a week; `act` says whether it was done. */
  readonly onceAWeek: (now: Date, act: () => Promise<boolean>) => Promise<void>;
}

/** Everything the bot is made of. */
export interface BotParts {
  readonly settings: BotSettings;
  /** The librarian of this moment: a refresh puts another in its place. */
  readonly librarian: () => Librarian;
  readonly log: BotLog;
  readonly metrics: BotMetrics;
  readonly moderation: Moderation;
  readonly counters: Pick<Counters, 'vote' | 'gap' | 'report'>;
}

/** A running bot. */
export interface Bot {
  /** Whether the gateway is connected and questions are answered. */
  ready(): boolean;
  /** Resolves when Discord has ended the connection for good, as after a new token was made: only a restart helps. */
  readonly ended: Promise<void>;
  /** Takes no more questions, finishes what is under way (at most 8 s) and disconnects. */
  stop(): Promise<void>;
}
