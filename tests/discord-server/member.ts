import {
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  GatewayDispatchEvents,
  InteractionContextType,
  InteractionType,
  type APIButtonComponent,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { AttachmentPlan } from './attachments.js';
import { findCommand, writeMessageMenuData, writeSlashData, type OptionValue } from './command-data.js';
import { Interaction } from './interaction.js';
import { createMessage, deleteMessage, editMessage, purgeMessages } from './messages.js';
import type { Message } from './message.js';
import { inGuild, writeActingMember, writeChannel, writeMessage, writeUser } from './payloads.js';
import { computePermissions, may, permissionBits } from './permissions.js';
import { CHANNEL_PARSE, resolveMentions } from './pings.js';
import { createThread } from './threads.js';
import type { Channel, GuildMember, User, World } from './world.js';

/** Where something is done, and how late the bot hears of it. */
export interface Where {
  /** The first channel of the member's server when nothing is said. */
  readonly in?: Channel;
  /** Milliseconds that have already passed when the bot hears of it; over 3,000 it is too late to answer. */
  readonly ageMs?: number;
}

export interface Said {
  readonly replyTo?: Message;
  /** Whether the author of `replyTo` is pinged, which Discord's client does unless told otherwise. */
  readonly pingReplied?: boolean;
  readonly attachments?: readonly AttachmentPlan[];
}

/** Somebody who uses Discord. Each method is something that Discord's client lets people do, and throws where it does not. */
export class Member {
  readonly user: User;
  readonly #world: World;
  readonly #member: GuildMember | null;

  constructor(world: World, user: User, member: GuildMember | null) {
    this.#world = world;
    this.user = user;
    this.#member = member;
  }

  get id(): string {
    return this.user.id;
  }

  /** For texts that mention them. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  get inGuild(): GuildMember | null {
    return this.#member;
  }

  /** The private conversation with the bot. */
  get dm(): Channel {
    return this.#world.openDm(this.user);
  }

  /** From now on the bot cannot write to them first. */
  closeDms(): void {
    this.user.acceptsDms = false;
  }

  /** `slash('ask', {question: '…'})`; a subcommand is part of the name: `slash('corpus refresh')`. */
  slash(name: string, values: Readonly<Record<string, OptionValue>> = {}, where: Where = {}): Promise<Interaction> {
    const [root = '', ...path] = name.split(' ');
    const channel = this.#place(where);
    const command = findCommand(this.#world, root, ApplicationCommandType.ChatInput, channel);
    const data = writeSlashData(this.#world, { command, path, values, channel });
    return this.#interact(InteractionType.ApplicationCommand, `/${name}`, data, channel, where);
  }

  /** Types into an option that completes itself; what it offers is in `choices()`. */
  autocomplete(
    name: string,
    focused: string,
    typed: string,
    values: Readonly<Record<string, OptionValue>> = {},
    where: Where = {},
  ): Promise<Interaction> {
    const [root = '', ...path] = name.split(' ');
    const channel = this.#place(where);
    const command = findCommand(this.#world, root, ApplicationCommandType.ChatInput, channel);
    const filled = { command, path, values: { ...values, [focused]: typed }, focused, channel };
    const data = writeSlashData(this.#world, filled);
    return this.#interact(InteractionType.ApplicationCommandAutocomplete, `/${name} ${focused}:`, data, channel, where);
  }

  /** Right-clicks a message and picks an entry of Apps. */
  useMessageMenu(name: string, message: Message, where: Where = {}): Promise<Interaction> {
    const { channel } = message;
    const command = findCommand(this.#world, name, ApplicationCommandType.Message, channel);
    const data = writeMessageMenuData(this.#world, command, message);
    return this.#interact(InteractionType.ApplicationCommand, `"${name}"`, data, channel, where);
  }

  /** Presses a button, named by its label or its custom id. */
  press(message: Message, labelOrId: string, where: Where = {}): Promise<Interaction> {
    this.#mustSee(message);
    const button = message.buttons.find((candidate) => namesOf(candidate).includes(labelOrId));
    if (!button || button.disabled || button.style === ButtonStyle.Link || button.style === ButtonStyle.Premium) {
      const why = button ? 'cannot be pressed' : `is not there; there are: ${message.labels.join(', ') || 'none'}`;
      throw new Error(`The button "${labelOrId}" ${why}.`);
    }
    const data = { component_type: ComponentType.Button, custom_id: button.custom_id, id: button.id };
    return this.#interactWith(message, `button "${labelOrId}"`, data, where);
  }

  /** Chooses in a menu, named by its placeholder or its custom id; each value by its label or its value. */
  choose(message: Message, menuName: string, chosen: readonly string[], where: Where = {}): Promise<Interaction> {
    this.#mustSee(message);
    const menu = message.menus.find(({ custom_id: id, placeholder }) => id === menuName || placeholder === menuName);
    if (menu?.type !== ComponentType.StringSelect || menu.disabled) {
      const all = message.menus.map(({ custom_id: id, placeholder }) => placeholder ?? id);
      throw new Error(`There is no menu "${menuName}" to choose from; there are: ${all.join(', ') || 'none'}.`);
    }
    const values = chosen.map((name) => {
      const option = menu.options.find(({ label, value }) => label === name || value === name);
      if (!option) throw new Error(`"${name}" is not in the menu "${menuName}".`);
      return option.value;
    });
    const { min_values: least = 1, max_values: most = 1 } = menu;
    if (values.length < least || values.length > most) {
      throw new Error(`The menu "${menuName}" takes ${least} to ${most} values, not ${values.length}.`);
    }
    const data = { component_type: menu.type, custom_id: menu.custom_id, id: menu.id, values };
    return this.#interactWith(message, `menu "${menuName}"`, data, where);
  }

  /** Fills in and sends the form that an interaction opened; fields by their custom ids. */
  async submit(opened: Interaction, fields: Readonly<Record<string, string>>): Promise<Interaction> {
    const modal = await opened.modal();
    const data = { custom_id: modal.custom_id, components: fillModal(modal, fields) };
    const { channel, source } = opened;
    return this.#interact(InteractionType.ModalSubmit, `form "${modal.title}"`, data, channel, {}, source);
  }

  /** Writes a message; people and roles are mentioned in the text: `says(general, `${discord.bot} why…`)`. */
  async says(channel: Channel, content: string, { replyTo, pingReplied, attachments }: Said = {}): Promise<Message> {
    const world = this.#world;
    const { user: author } = this;
    if (
      !may(channel.guild, author.id, channel, 'ViewChannel', channel.thread ? 'SendMessagesInThreads' : 'SendMessages')
    ) {
      throw new Error(`${author.username} may not write in ${channel.name}.`);
    }
    const allowed = pingReplied === false ? { parse: CHANNEL_PARSE, replied_user: false } : undefined;
    const mentions = resolveMentions(world, {
      author,
      channel,
      text: content,
      allowed,
      defaultParse: CHANNEL_PARSE,
      replyTo: replyTo ?? null,
    });
    const files = (attachments ?? []).map((plan) => world.attachments.add(channel.id, plan));
    const body = { content, attachments: files };
    return Promise.resolve(createMessage(world, { channel, author, body, mentions, replyTo: replyTo ?? null }));
  }

  edits(message: Message, content: string): void {
    if (message.author !== this.user) throw new Error('Only the author edits a message.');
    const { channel, author, replyTo } = message;
    const spoken = { author, channel, text: content, allowed: undefined, defaultParse: CHANNEL_PARSE, replyTo };
    message.mentions = resolveMentions(this.#world, spoken);
    editMessage(this.#world, message, { content });
  }

  deletes(message: Message): void {
    const { channel } = message;
    const own = message.author === this.user;
    if (!own && !(channel.guild && may(channel.guild, this.id, channel, 'ManageMessages'))) {
      throw new Error(`${this.user.username} may not delete this message.`);
    }
    deleteMessage(this.#world, message);
  }

  /** Deletes many at once, as moderators' tools do. */
  purges(channel: Channel, messages: readonly Message[]): void {
    purgeMessages(this.#world, channel, messages);
  }

  /** Opens a thread: under a message, or by itself. */
  startsThread(parent: Channel, name: string, from: Message | null = null): Channel {
    return createThread(this.#world, { parent, owner: this.user, name, from });
  }

  #place({ in: channel }: Where): Channel {
    const first = channel ?? this.#member?.guild.channels.values().next().value;
    return first ?? this.dm;
  }

  #mustSee(message: Message): void {
    if (message.deleted) throw new Error('The message is gone, and its buttons with it.');
    if (message.ephemeral && message.interaction?.user !== this.user) {
      throw new Error('Only the member who asked sees this message.');
    }
  }

  #interactWith(message: Message, name: string, data: unknown, where: Where): Promise<Interaction> {
    return this.#interact(InteractionType.MessageComponent, name, data, message.channel, where, message);
  }

  // Asynchronous although nothing is awaited: a test then awaits all that members do alike, and throwing rejects.
  async #interact(
    type: InteractionType,
    name: string,
    data: unknown,
    channel: Channel,
    { ageMs = 0 }: Where,
    source: Message | null = null,
  ): Promise<Interaction> {
    const world = this.#world;
    const interaction = new Interaction({ world, type, user: this.user, channel, data, name, source, ageMs });
    world.interactions.set(interaction.token, interaction);
    world.events.publish(GatewayDispatchEvents.InteractionCreate, 0, () => this.#write(interaction));
    return Promise.resolve(interaction);
  }

  #write(interaction: Interaction) {
    const world = this.#world;
    const { id, token, type, data, channel, source, user } = interaction;
    const { guild } = channel;
    const member = guild?.members.get(user.id);
    const bot = guild?.members.get(world.bot.id);
    return {
      id,
      application_id: world.applicationId,
      type,
      data,
      token,
      version: 1,
      channel_id: channel.id,
      channel: {
        ...writeChannel(channel, world),
        permissions: member ? String(computePermissions(member, channel)) : '0',
      },
      ...inGuild(channel),
      ...(guild && { guild: { id: guild.id, locale: 'en-US', features: [] }, guild_locale: 'en-US' }),
      ...(member ? { member: writeActingMember(member, channel) } : { user: writeUser(user) }),
      ...(source && { message: writeMessage(source, world, { readsContent: true }) }),
      locale: user.locale,
      app_permissions: String(bot ? computePermissions(bot, channel) : permissionBits(['ViewChannel', 'SendMessages'])),
      entitlements: [],
      authorizing_integration_owners: interaction.writeOwners(),
      context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
      attachment_size_limit: 10_485_760,
    };
  }
}

function namesOf(button: APIButtonComponent): (string | undefined)[] {
  return ['label' in button ? button.label : undefined, 'custom_id' in button ? button.custom_id : undefined];
}

/** The form's parts as they come back: what was typed, or what stood there. */
function fillModal(
  { components }: APIModalInteractionResponseCallbackData,
  fields: Readonly<Record<string, string>>,
): unknown[] {
  interface Field {
    readonly type: ComponentType;
    readonly custom_id: string;
    readonly value?: string;
  }
  const fill = ({ type, custom_id, value = '' }: Field) => ({ type, custom_id, value: fields[custom_id] ?? value });
  return components.map((part) => {
    if ('component' in part) return { type: part.type, component: fill(part.component) };
    if ('components' in part) return { type: part.type, components: part.components.map((field) => fill(field)) };
    return { type: part.type };
  });
}
