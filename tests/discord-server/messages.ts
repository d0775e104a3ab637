import { ChannelType, GatewayDispatchEvents, GatewayIntentBits, MessageFlags } from 'discord-api-types/v10';
import { inGuild, writeMessageEvent } from './payloads.js';
import { Message, type MessageBody, type MessagePlan } from './message.js';
import { may } from './permissions.js';
import type { Channel, World } from './world.js';

const intentFor = ({ type }: Channel) =>
  type === ChannelType.DM ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;

/** Puts a message into the world and tells the gateway; what only one member sees is told to nobody. */
export function createMessage(world: World, plan: MessagePlan): Message {
  const message = new Message(plan);
  world.messages.set(message.id, message);
  if (message.ephemeral) return message;
  const { channel } = message;
  channel.lastMessage = message;
  if (channel.thread) channel.thread.archived = false;
  publishMessage(world, GatewayDispatchEvents.MessageCreate, message);
  return message;
}

export function editMessage(world: World, message: Message, changes: Partial<MessageBody>): void {
  Object.assign(message, changes);
  message.editedAt = new Date();
  message.flags &= ~MessageFlags.Loading;
  if (!message.ephemeral) publishMessage(world, GatewayDispatchEvents.MessageUpdate, message);
}

export function deleteMessage(world: World, message: Message): void {
  message.deleted = true;
  world.messages.delete(message.id);
  const { id, channel, ephemeral } = message;
  if (ephemeral) return;
  const payload = { id, channel_id: channel.id, ...inGuild(channel) };
  world.events.publish(GatewayDispatchEvents.MessageDelete, intentFor(channel), () => payload);
}

/** Many at once, as a moderator's clean-up does; the bot hears of it in one event. */
export function purgeMessages(world: World, channel: Channel, messages: readonly Message[]): void {
  for (const message of messages) {
    message.deleted = true;
    world.messages.delete(message.id);
  }
  const payload = { ids: messages.map(({ id }) => id), channel_id: channel.id, ...inGuild(channel) };
  world.events.publish(GatewayDispatchEvents.MessageDeleteBulk, intentFor(channel), () => payload);
}

/** Tells the gateway about a message as it is now, unless it is where the bot cannot look or a server has an outage. */
export function publishMessage(world: World, event: GatewayDispatchEvents, message: Message): void {
  const { channel } = message;
  if (channel.guild?.available === false || !may(channel.guild, world.bot.id, channel, 'ViewChannel')) return;
  world.events.publish(event, intentFor(channel), (view) => writeMessageEvent(message, world, view));
}
