import { isDelicate } from '../safety/delicate.js';
import { triage } from '../safety/triage.js';
import { failureKind } from './api-error.js';
import { ask, outcomeOf, type Asked } from './ask.js';
import type { Desk } from './desk.js';
import type { Incoming } from './incoming.js';
import { tellingLocale } from './locale.js';
import { looksLikeQuestion } from './looks-like-question.js';
import type { MessageBody } from './message.js';
import { questionIn } from './question-in.js';
import { renderAnswer, renderDelicate } from './render-answer.js';
import { note, NOTES, renderHelp, waitNote } from './render-texts.js';

/** What to say to a message. */
export interface Reply {
  readonly body: MessageBody;
  /** The name of the thread it may open, or null where it belongs under its message. */
  readonly topic: string | null;
  /** It holds a notice. */
  readonly urgent: boolean;
}

/** The reply to a message, or null for silence. `member` is null where no cooldown applies. */
export async function replyFor(message: Incoming, desk: Desk, member: string | null): Promise<Reply | null> {
  const { text, id, surface, guild, asker } = message;
  const { rules } = desk.librarian();
  const found = triage(text, rules);
  const unasked = surface === 'channel';
  if (text === '') return unasked ? null : { body: renderHelp(), topic: null, urgent: false };
  if (unasked && found.level === null && (!looksLikeQuestion(text) || isTalk(message))) return null;
  const audience = { hidden: false, asker } as const;
  const delicate = guild !== null && isDelicate(found);
  const asked = await ask(
    {
      text,
      found,
      id,
      member,
      surface,
      public: guild !== null,
      locale: guild === null ? undefined : tellingLocale(desk.localeOf(guild)),
      // A notice does not wait for another message to be read.
      previous: found.level === null ? await previousText(message, desk) : undefined,
      render: (answer, generation) =>
        delicate ? renderDelicate(answer, audience) : renderAnswer(answer, generation, audience),
    },
    desk,
  );
  const silent = unasked && staysSilent(asked);
  desk.metrics.question(surface, silent && asked.kind === 'answer' ? 'silent' : outcomeOf(asked));
  return silent ? null : replyOf(asked, asker, desk);
}

/** A reply to somebody else in an ask channel is talk among members. */
const isTalk = ({ repliesTo, threadOf }: Incoming) => repliesTo !== null && threadOf === null;

/** Nobody asked the bot: it speaks when it has passages, or a notice. */
function staysSilent(asked: Asked): boolean {
  return asked.kind !== 'answer' || (asked.answer.kind === 'no-answer' && asked.answer.notice === null);
}

function replyOf(asked: Asked, asker: string, { cooldown }: Desk): Reply | null {
  switch (asked.kind) {
    case 'wait':
      if (asked.told) return null;
      cooldown.markTold(asker);
      return { body: waitNote(asked.seconds), topic: null, urgent: false };
    case 'busy':
      return { body: note(NOTES.busy), topic: null, urgent: false };
    case 'answer': {
      const { body, answer } = asked;
      const urgent = answer.notice !== null;
      return { body, urgent, topic: urgent ? null : (answer.quotes[0]?.title ?? null) };
    }
  }
}

/** What a follow-up follows: in a thread its first message, else the question under the answer that it replies to. Never kept, read when it is needed. */
async function previousText(
  { id, channel, threadOf, repliesTo, surface }: Incoming,
  desk: Desk,
): Promise<string | undefined> {
  try {
    if (threadOf !== null && id !== channel)
      return questionIn((await desk.api.read(threadOf, channel)).content, desk.me) || undefined;
    if (repliesTo === null || surface === 'channel') return undefined;
    const { author, message_reference } = await desk.api.read(channel, repliesTo);
    const question = message_reference?.message_id;
    if (author.id !== desk.me || !question) return undefined;
    return questionIn((await desk.api.read(channel, question)).content, desk.me) || undefined;
  } catch (error) {
    desk.metrics.failure(failureKind(error));
    return undefined;
  }
}
