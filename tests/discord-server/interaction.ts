import {
  InteractionType,
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { Deferred } from './deferred.js';
import { makeId } from './ids.js';
import type { Message } from './message.js';
import { waitFor } from './patience.js';
import { writeUser } from './payloads.js';
import { Queue } from './queue.js';
import type { Channel, User, World } from './world.js';

/** How the bot took notice of an interaction. */
export type Acknowledgement = 'reply' | 'defer' | 'update' | 'defer-update' | 'modal' | 'choices';

/** An edit as the member saw it happen. */
export interface Edit {
  readonly message: Message;
  readonly text: string;
}

export interface InteractionPlan {
  readonly world: World;
  readonly type: InteractionType;
  readonly user: User;
  readonly channel: Channel;
  readonly data: unknown;
  /** What was done, for people: `/ask`. */
  readonly name: string;
  /** The message whose button, menu or modal it was. */
  readonly source?: Message | null;
  /** How old it already is when the bot hears of it; over 3,000 the bot is too late. */
  readonly ageMs?: number;
}

/** An answer later than this is refused (documented). */
const LATE_MS = 3_000;
/** So long the bot may edit and follow up (documented). */
const TOKEN_MS = 15 * 60_000;

/** Something a member did with the bot, and all that came of it. */
export class Interaction {
  readonly id: string;
  readonly token = `token-${makeId()}-${Math.random().toString(36).slice(2)}`;
  readonly type: InteractionType;
  readonly user: User;
  readonly channel: Channel;
  readonly data: unknown;
  readonly name: string;
  readonly source: Message | null;
  readonly edits: Edit[] = [];
  readonly followUps: Message[] = [];
  /** Milliseconds from sending the event until the bot's acknowledgement came in; null while there is none. */
  acknowledgedAfterMs: number | null = null;
  /** Milliseconds until the first words for the member came in. */
  answeredAfterMs: number | null = null;
  acknowledgement: Acknowledgement | null = null;
  /** The message that `@original` means. */
  original: Message | null = null;
  readonly #world: World;
  readonly #createdAt: number;
  readonly #sentAt = performance.now();
  readonly #acknowledged = new Deferred<Acknowledgement>();
  readonly #reply = new Deferred<Message>();
  readonly #choices = new Deferred<readonly APIApplicationCommandOptionChoice[]>();
  readonly #modal = new Deferred<APIModalInteractionResponseCallbackData>();
  readonly #followUpQueue = new Queue<Message>();
  #expired = false;

  constructor({ world, type, user, channel, data, name, source = null, ageMs = 0 }: InteractionPlan) {
    this.#world = world;
    this.id = makeId(Date.now() - ageMs);
    this.#createdAt = performance.now() - ageMs;
    this.type = type;
    this.user = user;
    this.channel = channel;
    this.data = data;
    this.name = name;
    this.source = source;
  }

  get isCommand(): boolean {
    return this.type === InteractionType.ApplicationCommand;
  }

  /** Whether it waited too long for its first answer. */
  isLate(at: number): boolean {
    return at - this.#createdAt > LATE_MS;
  }

  get expired(): boolean {
    return this.#expired || performance.now() - this.#createdAt > TOKEN_MS;
  }

  /** From now on the bot can no longer edit or follow up, as after fifteen minutes. */
  expire(): void {
    this.#expired = true;
  }

  /** The first message with words in it: the reply itself, or what a deferred one turned into. */
  reply(): Promise<Message> {
    return waitFor(this.#reply.promise, () => `The bot has not answered ${this.name}${this.#describe()}`);
  }

  acknowledged(): Promise<Acknowledgement> {
    return waitFor(this.#acknowledged.promise, () => `The bot has not acknowledged ${this.name}`);
  }

  /** The next follow-up message, each once. */
  followUp(): Promise<Message> {
    return waitFor(this.#followUpQueue.next(), () => `No follow-up to ${this.name} has come${this.#describe()}`);
  }

  /** What an autocomplete offers. */
  choices(): Promise<readonly APIApplicationCommandOptionChoice[]> {
    return waitFor(this.#choices.promise, () => `The bot has not completed ${this.name}`);
  }

  modal(): Promise<APIModalInteractionResponseCallbackData> {
    return waitFor(this.#modal.promise, () => `The bot has opened no form for ${this.name}${this.#describe()}`);
  }

  /** `at` is when the request came in, so that the checks of the stand-in do not count as the bot's time. */
  acknowledge(how: Acknowledgement, at: number): void {
    this.acknowledgement = how;
    this.acknowledgedAfterMs = at - this.#sentAt;
    this.#acknowledged.resolve(how);
  }

  offer(choices: readonly APIApplicationCommandOptionChoice[]): void {
    this.#choices.resolve(choices);
  }

  openModal(modal: APIModalInteractionResponseCallbackData): void {
    this.#modal.resolve(modal);
  }

  answer(message: Message, at: number): void {
    this.answeredAfterMs ??= at - this.#sentAt;
    this.#reply.resolve(message);
  }

  addFollowUp(message: Message): void {
    this.followUps.push(message);
    this.#followUpQueue.push(message);
  }

  addEdit(message: Message): void {
    this.edits.push({ message, text: message.text });
  }

  /** How a message says which interaction it answers. */
  writeMetadata() {
    return {
      id: this.id,
      type: this.type,
      user: writeUser(this.user),
      authorizing_integration_owners: this.writeOwners(),
      ...(this.isCommand && { name: this.name.replace(/^\//, ''), command_type: 1 }),
      ...(this.source && { interacted_message_id: this.source.id }),
      ...(this.type === InteractionType.ModalSubmit && {
        triggering_interaction_metadata: {
          id: this.id,
          type: InteractionType.ApplicationCommand,
          user: writeUser(this.user),
          authorizing_integration_owners: this.writeOwners(),
          name: this.name,
          command_type: 1,
        },
      }),
    };
  }

  writeOwners(): Record<string, string> {
    return { '0': this.channel.guild?.id ?? '0' };
  }

  get world(): World {
    return this.#world;
  }

  #describe(): string {
    return this.acknowledgement ? ` after ${this.acknowledgement}` : ', nor acknowledged it';
  }
}
