import { PermissionFlagsBits, type APIInteraction } from 'discord.js';
import type { BotSettings } from './parts.js';

/** Whether a member may take away an answer in this channel: a moderator's role, or Discord's own permission to delete messages here. */
export function mayModerate({ member }: Pick<APIInteraction, 'member'>, roleIds: readonly string[]): boolean {
  if (!member) return false;
  const permissions = BigInt(member.permissions);
  return (
    member.roles.some((role) => roleIds.includes(role)) ||
    (permissions & (PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator)) !== 0n
  );
}

/** Whether a member may decide about the corpus here, or why not. */
export type Authority = 'granted' | 'elsewhere' | 'not-a-moderator';

/**
 * Who owns the corpus: in the home server alone, members with a moderator's role and those who may manage the server. To be asked anew at every
 * step: a role may have been taken away since the last one, and a server may offer the command to anybody.
 */
export function authorityOver(
  { member, guild_id }: Pick<APIInteraction, 'member' | 'guild_id'>,
  { homeGuildId, moderatorRoleIds }: Pick<BotSettings, 'homeGuildId' | 'moderatorRoleIds'>,
): Authority {
  if (homeGuildId === null || guild_id !== homeGuildId) return 'elsewhere';
  if (!member) return 'not-a-moderator';
  const manages =
    (BigInt(member.permissions) & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
  return manages || member.roles.some((role) => moderatorRoleIds.includes(role)) ? 'granted' : 'not-a-moderator';
}
