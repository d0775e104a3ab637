import {
  ChannelType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageFlags,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { publishMessage } from './messages.js';
import type { Message } from './message.js';
import { inGuild, writeChannel } from './payloads.js';
import type { Channel, User, World } from './world.js';

export interface ThreadPlan {
  readonly parent: Channel;
  readonly owner: User;
  readonly name: string;
  readonly from?: Message | null;
  readonly type?: ChannelType;
  readonly autoArchiveMinutes?: ThreadAutoArchiveDuration;
}

/** A thread that grows out of a message has that message's id. */
export function createThread(world: World, plan: ThreadPlan): Channel {
  const {
    parent,
    owner,
    name,
    from = null,
    type = ChannelType.PublicThread,
    autoArchiveMinutes = ThreadAutoArchiveDuration.OneDay,
  } = plan;
  const members = new Set([owner.id]);
  const thread = world.addChannel({
    ...(from && { id: from.id }),
    type,
    name,
    guild: parent.guild,
    parent,
    thread: { ownerId: owner.id, members, autoArchiveMinutes, archived: false, locked: false },
  });
  world.events.publish(GatewayDispatchEvents.ThreadCreate, GatewayIntentBits.Guilds, () => ({
    ...writeChannel(thread, world),
    newly_created: true,
  }));
  if (from) {
    from.thread = thread;
    from.flags |= MessageFlags.HasThread;
    publishMessage(world, GatewayDispatchEvents.MessageUpdate, from); // an update, but nobody edited it
  }
  return thread;
}

export function updateThread(world: World, thread: Channel): void {
  world.events.publish(GatewayDispatchEvents.ThreadUpdate, GatewayIntentBits.Guilds, () => writeChannel(thread, world));
}

/** Takes away a channel or a thread, and says so. */
export function deleteChannel(world: World, channel: Channel): void {
  const payload = writeChannel(channel, world);
  world.channels.delete(channel.id);
  channel.guild?.channels.delete(channel.id);
  for (const message of world.messages.values()) {
    if (message.channel !== channel) continue;
    message.deleted = true;
    world.messages.delete(message.id);
  }
  const { id, type, parent } = channel;
  if (channel.thread) {
    const short = { id, type, parent_id: parent!.id, ...inGuild(channel) };
    world.events.publish(GatewayDispatchEvents.ThreadDelete, GatewayIntentBits.Guilds, () => short);
  } else world.events.publish(GatewayDispatchEvents.ChannelDelete, GatewayIntentBits.Guilds, () => payload);
}
