import { PermissionFlagsBits, type APIInteraction } from 'discord.js';

/** Whether a member may take away an answer in this channel: a moderator's role, or Discord's own permission to delete messages here. */
export function mayModerate({ member }: Pick<APIInteraction, 'member'>, roleIds: readonly string[]): boolean {
  if (!member) return false;
  const permissions = BigInt(member.permissions);
  return (
    member.roles.some((role) => roleIds.includes(role)) ||
    (permissions & (PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator)) !== 0n
  );
}
