import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, Guild, GuildMember } from './world.js';

export type PermissionName = keyof typeof PermissionFlagsBits;

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/** What members of a new Discord server may do; @everyone may ping everyone there, unless somebody takes it away. */
export const EVERYONE = permissionBits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'MentionEveryone',
  'UseApplicationCommands',
]);

/** What a member may do in a channel: roles, then the channel's exceptions for everyone, for roles, for the member. */
export function computePermissions(member: GuildMember, channel: Channel): bigint {
  const { guild, user } = member;
  if (guild.ownerId === user.id) return ALL;
  const base = computeGuildPermissions(member);
  if (base & PermissionFlagsBits.Administrator) return ALL;

  const overwrites = (channel.thread ? channel.parent! : channel).overwrites;
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roles = overwrites.filter(({ id, type }) => type === OverwriteType.Role && member.roles.has(id));
  const own = overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === user.id);
  return [everyone, roles, own].reduce((bits, layer) => {
    const deny = layer.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = layer.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    return (bits & ~deny) | allow;
  }, base);
}

export function computeGuildPermissions({ guild, roles }: GuildMember): bigint {
  return Array.from(roles, (id) => guild.roles.get(id)?.permissions ?? 0n).reduce(
    (sum, bits) => sum | bits,
    guild.roles.get(guild.id)!.permissions,
  );
}

/** Whether somebody may do all of these in a channel; in a private conversation both sides may. */
export function may(guild: Guild | null, userId: string, channel: Channel, ...names: PermissionName[]): boolean {
  if (!guild) return channel.recipient?.id === userId || channel.recipient !== null;
  const member = guild.members.get(userId);
  const needed = permissionBits(names);
  return member !== undefined && (computePermissions(member, channel) & needed) === needed;
}
