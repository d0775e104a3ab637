import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10';
import type { AttachmentPlan } from './attachments.js';
import type { Message } from './message.js';
import { Member } from './member.js';
import { writeChannel, writeMember, writeMessage, writeRole, writeUser } from './payloads.js';
import type { Channel, Role, World } from './world.js';

/** What a member fills in: words and figures, or somebody, a role, a channel, a file. */
export type OptionValue = string | number | boolean | Member | Channel | Role | AttachmentPlan;

type Resolved = Record<string, Record<string, unknown>>;

/** The command as registered for the server or for everywhere; a sentence that lists them when there is none. */
export function findCommand(world: World, name: string, type: ApplicationCommandType, channel: Channel) {
  const own = channel.guild ? (world.commands.guilds.get(channel.guild.id) ?? []) : [];
  const all = [...own, ...world.commands.global].filter((command) => command.type === type);
  const command = all.find((candidate) => candidate.name === name);
  if (!command) {
    const names = all.map((candidate) => candidate.name).join(', ') || 'none';
    throw new Error(`The bot has registered no command "${name}" of this kind here; registered: ${names}.`);
  }
  const contexts = (command as { contexts?: InteractionContextType[] | null }).contexts;
  const context = channel.guild ? InteractionContextType.Guild : InteractionContextType.BotDM;
  if (contexts && !contexts.includes(context))
    throw new Error(`Discord does not offer "${name}" in this kind of channel.`);
  return command;
}

export interface Filled {
  readonly command: APIApplicationCommand;
  /** The words after the command's name: a group and a subcommand. */
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, OptionValue>>;
  /** The option that is being typed, when it is an autocomplete. */
  readonly focused?: string;
  readonly channel: Channel;
}

/** `data` of a slash command or of its autocomplete, with the checks that Discord's own client makes. */
export function writeSlashData(world: World, filled: Filled) {
  const { command, path, channel } = filled;
  const resolved: Resolved = {};
  const declared = (command.options ?? []) as readonly APIApplicationCommandOption[];
  const options = writeLevel(world, declared, path, filled, resolved);
  return {
    ...writeHead(command, channel),
    ...(options.length && { options }),
    ...(Object.keys(resolved).length && { resolved }),
  };
}

export function writeMessageMenuData(world: World, command: APIApplicationCommand, message: Message) {
  const messages = { [message.id]: writeMessage(message, world, { readsContent: true }) };
  return { ...writeHead(command, message.channel), target_id: message.id, resolved: { messages } };
}

function writeHead({ id, name, type, guild_id }: APIApplicationCommand, { guild }: Channel) {
  return { id, name, type, ...(guild && guild_id && { guild_id }) };
}

function writeLevel(
  world: World,
  declared: readonly APIApplicationCommandOption[],
  path: readonly string[],
  filled: Filled,
  resolved: Resolved,
): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return writeValues(world, declared, filled, resolved);
  const sub = declared.find((option) => option.name === name);
  if (!sub || !('options' in sub)) throw new Error(`/${filled.command.name} has no subcommand "${name}".`);
  const inside = (sub.options ?? []) as readonly APIApplicationCommandOption[];
  return [{ name, type: sub.type, options: writeLevel(world, inside, rest, filled, resolved) }];
}

function writeValues(
  world: World,
  declared: readonly APIApplicationCommandOption[],
  { command, values, focused }: Filled,
  resolved: Resolved,
): unknown[] {
  const unknown = Object.keys(values).filter((name) => !declared.some((option) => option.name === name));
  if (unknown.length) throw new Error(`/${command.name} has no option ${unknown.join(', ')}.`);
  const missing = declared.filter(({ name, required }) => required && !(name in values));
  if (missing.length && focused === undefined) {
    throw new Error(`Discord does not send /${command.name} without ${missing.map(({ name }) => name).join(', ')}.`);
  }
  return declared
    .filter(({ name }) => name in values)
    .map((option) => {
      const value = values[option.name]!;
      if (focused === undefined) checkValue(option, value);
      return {
        name: option.name,
        type: option.type,
        value: resolveValue(world, option, value, resolved),
        ...(option.name === focused && { focused: true }),
      };
    });
}

/** Discord's client holds members to the lengths and choices that the bot declared. */
function checkValue(option: APIApplicationCommandOption, value: OptionValue): void {
  if (typeof value !== 'string' || option.type !== ApplicationCommandOptionType.String) return;
  const { min_length: least = 0, max_length: most = 6_000 } = option;
  if (value.length < least || value.length > most) {
    throw new Error(`Discord holds "${option.name}" to ${least}-${most} characters; these are ${value.length}.`);
  }
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value)) {
    throw new Error(`"${value}" is none of the choices of "${option.name}".`);
  }
}

function resolveValue(world: World, option: APIApplicationCommandOption, value: OptionValue, resolved: Resolved) {
  if (typeof value !== 'object') return value;
  const put = (kind: string, id: string, thing: unknown) => {
    (resolved[kind] ??= {})[id] = thing;
    return id;
  };
  if (value instanceof Member) {
    const member = value.inGuild;
    if (member) put('members', value.user.id, { ...writeMember(member), permissions: '0' });
    return put('users', value.user.id, writeUser(value.user));
  }
  if ('content' in value) {
    const attachment = world.attachments.add('0', value);
    return put('attachments', attachment.id, attachment);
  }
  if (option.type === ApplicationCommandOptionType.Channel) {
    return put('channels', value.id, { ...writeChannel(value as Channel, world), permissions: '0' });
  }
  return put('roles', value.id, writeRole(value as Role));
}
