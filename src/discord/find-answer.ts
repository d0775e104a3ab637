import { MessageFlags, type APIMessage } from 'discord.js';
import type { Desk } from './desk.js';
import type { Place } from './send-reply.js';

/**
 * Where the answer to a message stands: in the thread on it, or as a reply to it. Undefined where neither is found: it may have gone to the member
 * directly, or have been taken away.
 */
export async function findAnswer(
  { id, channel_id, flags }: Pick<APIMessage, 'id' | 'channel_id' | 'flags'>,
  { api, me, parentOf }: Pick<Desk, 'api' | 'me' | 'parentOf'>,
): Promise<Place | undefined> {
  const hasThread = ((flags ?? 0) & MessageFlags.HasThread) !== 0 || parentOf(id) !== null;
  if (hasThread) {
    const inThread = await api.readAfter(id, id);
    // What the bot says later in a thread replies to somebody.
    const answer = inThread.findLast(({ author, message_reference }) => author.id === me && !message_reference);
    if (answer) return { channel: id, message: answer.id };
  }
  const later = await api.readAfter(channel_id, id);
  const reply = later.find(({ author, message_reference: to }) => author.id === me && to?.message_id === id);
  return reply && { channel: channel_id, message: reply.id };
}
