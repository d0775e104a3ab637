import { EmbedType, MessageFlags, type APIAttachment, type APIEmbed } from 'discord-api-types/v10';
import type { AttachmentPlan } from './attachments.js';
import { emptyMessage, refuse, type Problem } from './api-error.js';
import { collectText, completeComponents } from './components.js';
import { checkMessage, type SentMessage } from './limits.js';
import { Message, type Mentions, type MessageBody } from './message.js';
import { findPing, resolveMentions } from './pings.js';
import type { Channel, World } from './world.js';

/** What the bot wants to say, and where. */
export interface Draft {
  readonly sent: SentMessage & { readonly attachments?: readonly { readonly id: string | number }[] | null };
  readonly files: readonly AttachmentPlan[];
  readonly channel: Channel;
  /** What pings where the message says nothing about it. */
  readonly defaultParse: readonly string[];
  readonly replyTo?: Message | null;
  readonly mayBeEphemeral: boolean;
}

export interface Composed {
  readonly body: MessageBody;
  readonly mentions: Mentions;
}

const SENDABLE = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** A new message as Discord would take it; throws what Discord would say of it. */
export function composeMessage(world: World, draft: Draft): Composed {
  const { sent, channel } = draft;
  refuse([...checkMessage(sent), ...checkFlags(draft)]);
  const body: MessageBody = {
    content: (sent.content ?? '').trim(),
    embeds: completeEmbeds(sent.embeds ?? []),
    components: completeComponents(sent.components ?? []),
    attachments: storeFiles(world, channel, draft.files),
    flags: sent.flags ?? 0,
  };
  refuseEmpty(body, sent);
  return { body, mentions: mentionsOf(world, draft, body) };
}

/** The changes of an edit: what was not sent stays, what was sent as null goes. */
export function composeEdit(world: World, message: Message, draft: Draft): Composed {
  const { sent, channel, files } = draft;
  refuse([...checkMessage(sent, message.isComponentsV2), ...checkFlags(draft)]);
  const keptIds = sent.attachments?.map(({ id }) => String(id));
  const kept = keptIds ? message.attachments.filter(({ id }) => keptIds.includes(id)) : message.attachments;
  const body: MessageBody = {
    content: sent.content === undefined ? message.content : (sent.content ?? '').trim(),
    embeds: sent.embeds === undefined ? message.embeds : completeEmbeds(sent.embeds ?? []),
    components: sent.components === undefined ? message.components : completeComponents(sent.components ?? []),
    attachments: [...kept, ...storeFiles(world, channel, files)],
    flags: sent.flags === undefined ? message.flags : (message.flags & ~SENDABLE) | keepV2(message) | (sent.flags ?? 0),
  };
  refuseEmpty(body, sent);
  return { body, mentions: mentionsOf(world, { ...draft, replyTo: message.replyTo }, body) };
}

/** Notes whom a message called, as it becomes readable for the first time. */
export function notePing(world: World, message: Message): void {
  const ping = findPing(message);
  if (ping) world.pings.push(ping);
}

const completeEmbeds = (embeds: readonly APIEmbed[]) => embeds.map((embed) => ({ ...embed, type: EmbedType.Rich }));

const keepV2 = ({ flags }: Message) => flags & MessageFlags.IsComponentsV2;

function checkFlags({ sent, mayBeEphemeral }: Draft): Problem[] {
  const allowed = SENDABLE | (mayBeEphemeral ? MessageFlags.Ephemeral : 0);
  const wrong = (sent.flags ?? 0) & ~allowed;
  if (!wrong) return [];
  return [{ at: 'flags', code: 'MESSAGE_FLAGS_INVALID', message: `flags ${wrong} cannot be set on this message` }];
}

function refuseEmpty(
  { content, embeds, components, attachments }: MessageBody,
  { poll, sticker_ids }: SentMessage,
): void {
  if (content || embeds.length || components.length || attachments.length || poll || sticker_ids?.length) return;
  throw emptyMessage();
}

function mentionsOf(world: World, draft: Draft, { content, components }: MessageBody): Mentions {
  const { channel, defaultParse, replyTo = null, sent } = draft;
  const text = [content, ...collectText(components)].join('\n');
  const allowed = sent.allowed_mentions;
  return resolveMentions(world, { author: world.bot, channel, text, allowed, defaultParse, replyTo });
}

function storeFiles(world: World, channel: Channel, files: readonly AttachmentPlan[]): APIAttachment[] {
  return files.map((file) => world.attachments.add(channel.id, file));
}
