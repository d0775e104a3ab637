import { may } from './permissions.js';
import type { AllowedMentions } from './limits.js';
import type { Mentions, Message } from './message.js';
import type { Channel, Role, User, World } from './world.js';

/** A message of the bot that pinged somebody. */
export interface Ping {
  readonly message: Message;
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

export interface Spoken {
  readonly author: User;
  readonly channel: Channel;
  /** Content and text components; embeds never ping. */
  readonly text: string;
  readonly allowed: AllowedMentions | null | undefined;
  /** Interactions and webhooks ping users only, where nothing else is said. */
  readonly defaultParse: readonly string[];
  readonly replyTo: Message | null;
}

export const CHANNEL_PARSE = ['users', 'roles', 'everyone'] as const;
export const WEBHOOK_PARSE = ['users'] as const;

/**
 * Whom a message pings: only who is named in its text and allowed, by what the message says or by default; roles and
 * everyone only where they are mentionable or the author may. Backslashes and code marks do not count as protection.
 */
export function resolveMentions(world: World, spoken: Spoken): Mentions {
  const { author, channel, text, allowed, replyTo } = spoken;
  const parse = allowed ? (allowed.parse ?? []) : spoken.defaultParse;
  const pingsReplied = allowed ? (allowed.replied_user ?? false) : true;
  const powerful = channel.guild !== null && may(channel.guild, author.id, channel, 'MentionEveryone');

  const userIds = findIds(text, /<@!?(\d{1,20})>/g).filter(
    (id) => parse.includes('users') || allowed?.users?.includes(id),
  );
  const users = userIds.map((id) => findReader(world, channel, id)).filter((user) => user !== null);
  if (replyTo && pingsReplied && !users.includes(replyTo.author)) users.push(replyTo.author);

  const roleIds = findIds(text, /<@&(\d{1,20})>/g).filter(
    (id) => parse.includes('roles') || allowed?.roles?.includes(id),
  );
  const roles = roleIds
    .map((id) => channel.guild?.roles.get(id))
    .filter((role): role is Role => role !== undefined && (role.mentionable || powerful));

  return { users, roles, everyone: powerful && parse.includes('everyone') && /@everyone|@here/.test(text) };
}

/** What of it reaches somebody other than the author; a message that only one member sees calls nobody. */
export function findPing(message: Message): Ping | null {
  if (message.ephemeral) return null;
  const { users, roles, everyone } = message.mentions;
  const others = users.filter((user) => user !== message.author);
  if (!others.length && !roles.length && !everyone) return null;
  return { message, users: others.map(({ username }) => username), roles: roles.map(({ name }) => name), everyone };
}

function findIds(text: string, pattern: RegExp): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), ([, id]) => id!))];
}

function findReader(world: World, { guild, recipient }: Channel, id: string): User | null {
  if (guild) return guild.members.get(id)?.user ?? null;
  return recipient?.id === id || world.bot.id === id ? (world.users.get(id) ?? null) : null;
}
