import type { APIMessage } from 'discord.js';
import { isAlarm } from '../safety/settle.js';
import { triage } from '../safety/triage.js';
import { CODES, failureKind, isRefusal } from './api-error.js';
import type { Desk } from './desk.js';
import type { Incoming } from './incoming.js';
import { questionIn } from './question-in.js';
import { noticeIn } from './render-answer.js';

type FollowUp = Pick<Incoming, 'id' | 'channel' | 'asker' | 'threadOf' | 'repliesTo'>;

/** Answers with a notice that are looked behind for the sign that they are about, each a reply to the one before. */
const LOOKED_BEHIND = 10;

/** What a message follows up: the question under the answer that it replies to, else what was said in its thread. Never kept, read when it is needed. */
export async function previousText(message: FollowUp, desk: Desk): Promise<string | undefined> {
  const { channel, repliesTo } = message;
  try {
    const answer = repliesTo === null ? null : await readIfThere(channel, repliesTo, desk);
    return (answer && (await questionUnder(answer, desk))) ?? (await askedInThread(message, desk));
  } catch (error) {
    desk.metrics.failure(failureKind(error));
    return undefined;
  }
}

/** The same for a message that is read after it was answered. */
export function previousTextOf(message: APIMessage, desk: Desk): Promise<string | undefined> {
  const { id, channel_id: channel, author, message_reference } = message;
  const repliesTo = message_reference?.message_id ?? null;
  return previousText({ id, channel, asker: author.id, threadOf: desk.parentOf(channel), repliesTo }, desk);
}

/** The question that an answer of the bot replies to. Where its notice is about an earlier one, which that question followed up, the earlier one. */
async function questionUnder(answer: APIMessage, desk: Desk, looksBehind = LOOKED_BEHIND): Promise<string | undefined> {
  const { author, channel_id: channel, content, referenced_message: question } = answer;
  if (author.id !== desk.me || !question) return undefined;
  const text = questionIn(question.content, desk.me) || undefined;
  const before = question.message_reference?.message_id;
  if (!before || looksBehind === 0 || noticeIn(content) === null || hasAlarm(question, desk)) return text;
  const earlier = await readIfThere(channel, before, desk);
  return (earlier && (await questionUnder(earlier, desk, looksBehind - 1))) ?? text;
}

/** Where the member has told of an alarm in the thread, that; else what the thread was opened for. */
async function askedInThread({ id, channel, asker, threadOf }: FollowUp, desk: Desk): Promise<string | undefined> {
  // A forum's post is the first message of its own thread.
  if (threadOf === null || id === channel) return undefined;
  // A thread has the id of the message outside of it that it was opened on; a post in a forum was opened on none.
  const [opening, said] = await Promise.all([readIfThere(threadOf, channel, desk), desk.api.readAfter(channel, '0')]);
  const others = said.filter((one) => one.id !== id && !one.author.bot && one.content !== '');
  const alarming = others.find((one) => one.author.id === asker && hasAlarm(one, desk));
  if (opening?.author.id === desk.me && !alarming) return questionUnder(opening, desk);
  const previous = alarming ?? opening ?? others.at(-1);
  return previous && (questionIn(previous.content, desk.me) || undefined);
}

async function readIfThere(channel: string, message: string, { api }: Desk): Promise<APIMessage | null> {
  try {
    return await api.read(channel, message);
  } catch (error) {
    if (isRefusal(error, CODES.unknownMessage, CODES.wrongChannelType)) return null;
    throw error;
  }
}

function hasAlarm({ content }: APIMessage, { me, librarian }: Desk): boolean {
  return isAlarm(triage(questionIn(content, me), librarian().rules).level);
}
