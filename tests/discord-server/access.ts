import { ApiError, missingAccess, missingPermissions, unknownChannel, unknownMessage } from './api-error.js';
import type { Message } from './message.js';
import { may, type PermissionName } from './permissions.js';
import type { Channel, World } from './world.js';

/** The channel, when it is there, the bot may see it, and may do there what it wants to. */
export function enterChannel(world: World, id: string, ...needed: PermissionName[]): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw unknownChannel();
  const { guild } = channel;
  if (!guild) return channel;
  if (!guild.available) throw new ApiError(503, 0, 'Service Unavailable');
  if (!may(guild, world.bot.id, channel, 'ViewChannel')) throw missingAccess();
  if (!may(guild, world.bot.id, channel, ...needed)) throw missingPermissions();
  return channel;
}

/** A message that channel routes know: nothing that only one member sees, nothing of another channel. */
export function findMessage(world: World, channel: Channel, id: string): Message {
  const message = world.messages.get(id);
  if (message?.channel !== channel || message.ephemeral) throw unknownMessage();
  return message;
}
