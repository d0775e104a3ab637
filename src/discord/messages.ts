import { MessageType, SnowflakeUtil } from 'discord.js';
import { triage } from '../safety/triage.js';
import { Answers, type Standing } from './answers.js';
import { CODES, isRefusal } from './api-error.js';
import type { Desk } from './desk.js';
import { findAnswer } from './find-answer.js';
import { incomingOf, type GatewayMessage, type Incoming } from './incoming.js';
import { reportFailure } from './report-failure.js';
import { replyFor } from './reply-to-message.js';
import { sendReply, type Place } from './send-reply.js';
import { sendWhole } from './send-whole.js';

/** Answers remembered at once, so that they can follow their messages. */
const REMEMBERED = 10_000;
/** After a restart the answer to a message that was deleted is looked for only while the message is younger than this. */
const LOOKED_FOR = 24 * 60 * 60 * 1000;

type Deleted = Pick<GatewayMessage, 'id' | 'channel_id' | 'flags'>;

/** Answers messages, and keeps each answer with its message: edited when that is, gone when that is. What happens to one message happens in order. */
export class Messages {
  readonly #desk: Desk;
  /** By message: the last thing that is being done about it. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #answers = new Answers(REMEMBERED);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async created(raw: GatewayMessage, arrived: number): Promise<void> {
    const message = incomingOf(raw, this.#desk);
    if (!message || this.#answers.has(raw.id) || this.#underWay.has(raw.id)) return;
    await this.#inOrder(raw.id, () => this.#answer(message, arrived));
  }

  async edited(raw: GatewayMessage, arrived: number): Promise<void> {
    // Discord also tells of an edit when it has unfolded a link.
    if (!raw.edited_timestamp || raw.author.bot) return;
    const message = incomingOf(raw, this.#desk);
    if (!message) {
      await this.deleted(raw);
      return;
    }
    // Discord drops a message whose nonce it has just seen, also when that one was deleted since.
    const nonce = `${raw.id}-${Date.parse(raw.edited_timestamp) % 100_000}`;
    await this.#inOrder(raw.id, async () => {
      const standing = await this.#standingOf(raw);
      if (standing === 'none' || (standing === 'withdrawn' && this.#callsForNotice(message)))
        await this.#answer(message, arrived, nonce);
      else if (standing !== 'withdrawn') await this.#replace(message, standing, nonce);
    });
  }

  async deleted(raw: Deleted): Promise<void> {
    if (!this.#answers.has(raw.id) && Date.now() - SnowflakeUtil.timestampFrom(raw.id) > LOOKED_FOR) return;
    await this.#inOrder(raw.id, async () => {
      const standing = await this.#standingOf(raw);
      if (typeof standing === 'object') await this.#remove(raw.id, standing);
    });
  }

  async #answer(message: Incoming, arrived: number, nonce = message.id): Promise<void> {
    const { metrics } = this.#desk;
    const isNew = nonce === message.id;
    const reply = await replyFor(message, this.#desk, isNew ? message.asker : null);
    if (reply === null) return;
    this.#answers.set(message.id, await sendReply(message, reply, nonce, this.#desk));
    const milliseconds = performance.now() - arrived;
    metrics.latency('acknowledged', message.surface, milliseconds);
    metrics.latency('answered', message.surface, milliseconds);
  }

  async #replace(message: Incoming, place: Place, nonce: string): Promise<void> {
    const { api } = this.#desk;
    const reply = await replyFor(message, this.#desk, null);
    if (!reply) {
      await this.#remove(message.id, place);
      return;
    }
    try {
      await sendWhole((whole) => api.edit(place.channel, place.message, whole), reply.body, this.#desk);
      this.#answers.set(message.id, place);
    } catch (error) {
      if (!isRefusal(error, CODES.unknownMessage)) {
        if (!reply.urgent) throw error;
        reportFailure(error, this.#desk);
      }
      // Somebody took the answer away and wants none, or it cannot be changed, as in a thread that is closed: but for a notice.
      this.#answers.set(message.id, reply.urgent ? await sendReply(message, reply, nonce, this.#desk) : 'withdrawn');
    }
  }

  /** Takes the answer to a message away, and closes the thread that was opened for it where nothing else was said in there. */
  async #remove(id: string, { channel, message }: Place): Promise<void> {
    const { api } = this.#desk;
    try {
      await api.remove(channel, message);
      this.#answers.set(id, 'none');
    } catch (error) {
      if (!isRefusal(error, CODES.unknownMessage)) throw error;
      this.#answers.set(id, 'withdrawn');
    }
    if (channel !== id) return;
    const left = await api.readAfter(channel, id);
    if (left.every(({ type }) => type === MessageType.ThreadStarterMessage)) await api.closeThread(channel);
  }

  /** Known, or found again after a restart or among those that were forgotten. */
  async #standingOf(raw: Deleted): Promise<Standing> {
    const known = this.#answers.get(raw.id);
    if (known !== undefined) return known;
    const found = await findAnswer(raw, this.#desk).catch((error: unknown) => {
      reportFailure(error, this.#desk);
    });
    return found ?? 'withdrawn';
  }

  #callsForNotice({ text }: Incoming): boolean {
    return triage(text, this.#desk.librarian().rules).level !== null;
  }

  #inOrder(id: string, work: () => Promise<void>): Promise<void> {
    const before = this.#underWay.get(id) ?? Promise.resolve();
    const done = before.then(work).catch((error: unknown) => {
      reportFailure(error, this.#desk);
    });
    this.#underWay.set(id, done);
    return done.finally(() => {
      if (this.#underWay.get(id) === done) this.#underWay.delete(id);
    });
  }
}
