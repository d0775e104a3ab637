import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { enterChannel, findMessage } from '../access.js';
import { ApiError, cannotDm, missingPermissions, notOnDm, notTheAuthor, threadArchived } from '../api-error.js';
import { composeEdit, composeMessage, notePing } from '../compose.js';
import type { SentMessage } from '../limits.js';
import { createMessage, deleteMessage, editMessage, purgeMessages } from '../messages.js';
import type { Message } from '../message.js';
import { writeMessage } from '../payloads.js';
import { may } from '../permissions.js';
import { CHANNEL_PARSE } from '../pings.js';
import { done, ok, type Answer, type Call, type Route } from '../route.js';
import type { Channel, World } from '../world.js';

type SentPost = SentMessage & Pick<RESTPostAPIChannelMessageJSONBody, 'message_reference' | 'nonce' | 'enforce_nonce'>;

const CHANNEL = '/channels/{channel_id}';
const MESSAGES = `${CHANNEL}/messages`;
const MESSAGE = `${MESSAGES}/{message_id}`;

export const messageRoutes: readonly Route[] = [
  { operation: 'create_message', method: 'POST', path: MESSAGES, handle: post },
  { operation: 'list_messages', method: 'GET', path: MESSAGES, handle: list },
  { operation: 'get_message', method: 'GET', path: MESSAGE, handle: get },
  { operation: 'update_message', method: 'PATCH', path: MESSAGE, handle: edit },
  { operation: 'delete_message', method: 'DELETE', path: MESSAGE, handle: remove },
  { operation: 'bulk_delete_messages', method: 'POST', path: `${MESSAGES}/bulk-delete`, handle: purge },
  { operation: 'trigger_typing_indicator', method: 'POST', path: `${CHANNEL}/typing`, handle: type },
];

const write = (world: World, message: Message) =>
  ok(writeMessage(message, world, { readsContent: world.contentIntentAllowed }));

const sendPermission = ({ thread }: Channel) => (thread ? 'SendMessagesInThreads' : 'SendMessages');

function post({ world, params, body, files }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!);
  if (channel.guild && !may(channel.guild, world.bot.id, channel, sendPermission(channel))) throw missingPermissions();
  if (files.length && channel.guild && !may(channel.guild, world.bot.id, channel, 'AttachFiles')) {
    throw missingPermissions();
  }
  if (channel.recipient && !channel.recipient.acceptsDms) throw cannotDm();
  if (channel.thread?.locked) throw threadArchived();

  const sent = body as SentPost;
  const replyTo = findReplied(world, channel, sent.message_reference);
  const draft = { sent, files, channel, defaultParse: CHANNEL_PARSE, replyTo, mayBeEphemeral: false };
  const composed = composeMessage(world, draft);
  const twin = sent.enforce_nonce ? findTwin(world, channel, sent.nonce) : null;
  if (twin) return write(world, twin);
  const message = createMessage(world, { channel, author: world.bot, replyTo, nonce: sent.nonce ?? null, ...composed });
  notePing(world, message);
  world.postsIn(channel).push(message);
  return write(world, message);
}

function findReplied(world: World, channel: Channel, reference: SentPost['message_reference']): Message | null {
  if (!reference) return null;
  if (channel.guild && !may(channel.guild, world.bot.id, channel, 'ReadMessageHistory')) {
    throw new ApiError(403, 160_002, 'Cannot reply without permission to read message history');
  }
  const message = world.messages.get(reference.message_id);
  if (message?.channel === channel && !message.ephemeral) return message;
  if (reference.fail_if_not_exists === false) return null;
  const _errors = [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }];
  throw new ApiError(400, 50_035, 'Invalid Form Body', { errors: { message_reference: { _errors } } });
}

/** With `enforce_nonce` a second message with the same nonce is the first one (documented: for a few minutes). */
function findTwin(world: World, channel: Channel, nonce: SentPost['nonce']): Message | null {
  for (const message of world.messages.values()) {
    if (message.author === world.bot && message.channel === channel && message.nonce === nonce) return message;
  }
  return null;
}

function list({ world, params, query }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!, 'ReadMessageHistory');
  const [before, after] = [query.get('before'), query.get('after')];
  const limit = Number(query.get('limit') ?? 50);
  const found = [...world.messages.values()]
    .filter((message) => message.channel === channel && !message.ephemeral)
    .filter(({ id }) => before === null || BigInt(id) < BigInt(before))
    .filter(({ id }) => after === null || BigInt(id) > BigInt(after));
  // The nearest ones, and the newest of them first, wherever one began.
  const nearest = (after === null ? found.slice(-limit) : found.slice(0, limit)).reverse();
  return ok(nearest.map((message) => write(world, message).body));
}

function get({ world, params }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!, 'ReadMessageHistory');
  return write(world, findMessage(world, channel, params.message_id!));
}

function edit({ world, params, body, files }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!);
  const message = findMessage(world, channel, params.message_id!);
  if (message.author !== world.bot) throw notTheAuthor();
  if (channel.thread?.archived) throw threadArchived();
  const sent = body as SentMessage;
  const draft = { sent, files, channel, defaultParse: CHANNEL_PARSE, mayBeEphemeral: false };
  const { body: changes, mentions } = composeEdit(world, message, draft);
  message.mentions = mentions;
  editMessage(world, message, changes);
  message.interaction?.addEdit(message);
  return write(world, message);
}

function remove({ world, params }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!);
  const message = findMessage(world, channel, params.message_id!);
  if (message.author !== world.bot) {
    if (!channel.guild) throw notOnDm();
    if (!may(channel.guild, world.bot.id, channel, 'ManageMessages')) throw missingPermissions();
  }
  deleteMessage(world, message);
  return done;
}

function purge({ world, params, body }: Call): Answer {
  const channel = enterChannel(world, params.channel_id!, 'ManageMessages');
  const { messages: ids } = body as { messages: readonly string[] };
  const known = ids.map((id) => world.messages.get(id)).filter((message) => message !== undefined);
  purgeMessages(
    world,
    channel,
    known.filter((message) => message.channel === channel),
  );
  return done;
}

function type({ world, params }: Call): Answer {
  enterChannel(world, params.channel_id!, 'SendMessages');
  return done;
}
