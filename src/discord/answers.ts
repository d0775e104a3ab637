import { SnowflakeUtil } from 'discord.js';
import { Recent } from './recent.js';
import type { Place } from './send-reply.js';

/** Where the answer to a message stands; `withdrawn` where somebody took it away, or may have: then nothing is said to the message again but a notice. */
export type Standing = Place | 'none' | 'withdrawn';

/** The answers to the latest messages, and which messages it may have forgotten. */
export class Answers {
  readonly #standings: Recent<string, Standing>;
  /** Of messages from this millisecond on no answer has been forgotten. */
  #knownSince = Date.now();

  constructor(limit: number) {
    this.#standings = new Recent(limit);
  }

  has(message: string): boolean {
    return this.#standings.has(message);
  }

  /** Undefined where it is not known: it may have been given before the start, or been forgotten. */
  get(message: string): Standing | undefined {
    const standing = this.#standings.get(message);
    if (standing !== undefined) return standing;
    return SnowflakeUtil.timestampFrom(message) >= this.#knownSince ? 'none' : undefined;
  }

  set(message: string, standing: Standing): void {
    const forgotten = this.#standings.set(message, standing);
    if (forgotten !== undefined)
      this.#knownSince = Math.max(this.#knownSince, SnowflakeUtil.timestampFrom(forgotten) + 1);
  }
}
