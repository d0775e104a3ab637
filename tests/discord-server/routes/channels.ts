import { ChannelType, type ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { enterChannel, findMessage } from '../access.js';
import { missingPermissions, threadExists, unknownChannel } from '../api-error.js';
import { writeChannel } from '../payloads.js';
import { may } from '../permissions.js';
import { created, done, ok, type Answer, type Call, type Route } from '../route.js';
import { createThread, deleteChannel, updateThread } from '../threads.js';

const CHANNEL = '/channels/{channel_id}';

export const channelRoutes: readonly Route[] = [
  { operation: 'get_channel', method: 'GET', path: CHANNEL, handle: get },
  { operation: 'update_channel', method: 'PATCH', path: CHANNEL, handle: update },
  { operation: 'delete_channel', method: 'DELETE', path: CHANNEL, handle: remove },
  {
    operation: 'create_thread_from_message',
    method: 'POST',
    path: `${CHANNEL}/messages/{message_id}/threads`,
    handle: startThread,
  },
  { operation: 'create_thread', method: 'POST', path: `${CHANNEL}/threads`, handle: startThread },
  { operation: 'join_thread', method: 'PUT', path: `${CHANNEL}/thread-members/@me`, handle: join },
  { operation: 'add_thread_member', method: 'PUT', path: `${CHANNEL}/thread-members/{user_id}`, handle: join },
];

interface SentThread {
  readonly name: string;
  readonly type?: ChannelType;
  readonly auto_archive_duration?: ThreadAutoArchiveDuration | null;
}

interface SentChannel {
  readonly name?: string;
  readonly archived?: boolean;
  readonly locked?: boolean;
}

const open = ({ world, params }: Call) => enterChannel(world, params.channel_id!);

function get(call: Call): Answer {
  return ok(writeChannel(open(call), call.world));
}

/** Only what a bot changes about a thread: name, archived, locked. */
function update(call: Call): Answer {
  const { world, body } = call;
  const channel = open(call);
  const { thread, guild } = channel;
  if (!thread) throw missingPermissions();
  const { name, archived, locked } = body as SentChannel;
  const manages = may(guild, world.bot.id, channel, 'ManageThreads');
  if (!manages && (locked !== undefined || thread.ownerId !== world.bot.id)) throw missingPermissions();
  channel.name = name ?? channel.name;
  thread.archived = archived ?? thread.archived;
  thread.locked = locked ?? thread.locked;
  updateThread(world, channel);
  return ok(writeChannel(channel, world));
}

function remove(call: Call): Answer {
  const channel = open(call);
  const needed = channel.thread ? 'ManageThreads' : 'ManageChannels';
  if (channel.guild && !may(channel.guild, call.world.bot.id, channel, needed)) throw missingPermissions();
  deleteChannel(call.world, channel);
  return ok(writeChannel(channel, call.world));
}

function startThread(call: Call): Answer {
  const { world, params, body } = call;
  const parent = enterChannel(world, params.channel_id!, 'CreatePublicThreads');
  const messageId = params.message_id;
  const from = messageId === undefined ? null : findMessage(world, parent, messageId);
  if (from?.thread) throw threadExists();
  const { name, type, auto_archive_duration: minutes } = body as SentThread;
  const kind = from ? ChannelType.PublicThread : (type ?? ChannelType.PrivateThread);
  const plan = { parent, owner: world.bot, name, from, type: kind };
  const thread = createThread(world, { ...plan, ...(minutes && { autoArchiveMinutes: minutes }) });
  return created(writeChannel(thread, world));
}

function join(call: Call): Answer {
  const { thread } = open(call);
  if (!thread) throw unknownChannel();
  thread.members.add(call.params.user_id ?? call.world.bot.id);
  return done;
}
