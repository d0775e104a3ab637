import { MessageType, type APIMessage } from 'discord.js';
import type { Desk } from './desk.js';
import { questionIn } from './question-in.js';

/** A message as the gateway delivers it. */
export type GatewayMessage = APIMessage & { readonly guild_id?: string };

/** A message that may be for the bot. */
export interface Incoming {
  readonly id: string;
  readonly channel: string;
  readonly asker: string;
  readonly text: string;
  readonly guild: string | null;
  readonly surface: 'mention' | 'direct' | 'channel';
  /** The channel of the thread that it stands in; null outside of one. */
  readonly threadOf: string | null;
  /** The message that it replies to. */
  readonly repliesTo: string | null;
  readonly repliesToBot: boolean;
}

type Known = Pick<Desk, 'me' | 'settings' | 'parentOf' | 'roleIn'>;

/** Where a message comes in, or null when it is none of the bot's business: those of bots, webhooks and Discord itself never are. */
export function incomingOf(message: GatewayMessage, { me, settings, parentOf, roleIn }: Known): Incoming | null {
  const { author, webhook_id, type, mentions, mention_roles, channel_id: channel, guild_id: guild = null } = message;
  if (author.bot || webhook_id !== undefined) return null;
  if (type !== MessageType.Default && type !== MessageType.Reply) return null;
  const threadOf = parentOf(channel);
  const repliesToBot = message.referenced_message?.author.id === me;
  const common = {
    id: message.id,
    channel,
    asker: author.id,
    text: questionIn(message.content, me),
    guild,
    threadOf,
    repliesTo: message.message_reference?.message_id ?? null,
    repliesToBot,
  };
  if (guild === null) return { ...common, surface: 'direct' };
  const isMentioned = mentions.some(({ id }) => id === me) || mention_roles.some((id) => id === roleIn(guild));
  // Where a reply does not ping the bot, its text is hidden without the Message Content intent.
  if ((repliesToBot && message.content !== '') || isMentioned) return { ...common, surface: 'mention' };
  if ([channel, threadOf].some((id) => id !== null && settings.askChannelIds.includes(id)))
    return { ...common, surface: 'channel' };
  return null;
}
