import { REMARKS, type Answer } from '../answer/answer.js';
import { isInScope } from '../retrieval/scope.js';
import { isDelicate } from '../safety/delicate.js';
import { triageFollowUp } from '../safety/follow-up.js';
import { triage, type Triage } from '../safety/triage.js';
import { ask } from './ask.js';
import type { Desk } from './desk.js';
import type { Incoming } from './incoming.js';
import { tellingLocale } from './locale.js';
import { looksLikeQuestion } from './looks-like-question.js';
import type { MessageBody } from './message.js';
import { previousText } from './previous-text.js';
import { hasWords } from './question-in.js';
import { renderAnswer, renderDelicate } from './render-answer.js';
import { renderHelp } from './render-texts.js';
import { patienceNote, turnAway, type TurnedAway } from './turn-away.js';
import { waitFor } from './wait-for.js';

/** Longest time that a notice waits for what its message follows up, which may call for a more urgent one, in milliseconds. */
const NOTICE_WAITS = 1000;

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
  const { text, surface } = message;
  const { rules } = desk.librarian();
  const own = triage(text, rules);
  const asks = looksLikeQuestion(text);
  // A notice needs nothing that belongs to the search.
  const inScope = own.level === null && seemsInScope(text, desk);
  if (own.level === null) {
    if (isTalk(message, asks, inScope)) return null;
    if (!hasWords(text)) return { body: renderHelp(), topic: null, urgent: false };
  }
  const previous = own.level !== null || asks || inScope ? await previousFor(message, own, desk) : undefined;
  const found = triageFollowUp(own, previous, rules);
  const away = turnAway(found, member, desk);
  if (away) {
    desk.metrics.question(surface, away.kind);
    return surface === 'channel' && !inScope ? null : patienceReply(away, message, desk);
  }
  const { answer, body } = await answerMessage(message, found, previous, desk);
  const silent = surface === 'channel' && answer.kind === 'no-answer' && answer.notice === null;
  if (silent && member !== null) desk.cooldown.takeBack(member);
  desk.metrics.question(surface, silent ? 'silent' : answer.kind);
  if (silent) return null;
  const urgent = answer.notice !== null;
  return { body, urgent, topic: urgent ? null : (answer.quotes[0]?.title ?? null) };
}

/** Whether a message by itself is one that the articles are for. */
function seemsInScope(text: string, { librarian }: Desk): boolean {
  const { searcher } = librarian();
  return searcher !== null && isInScope(text, searcher.scope);
}

/** Thanks and chatter, which the bot stays out of. Nobody asked it in an ask channel, where replies are for others, and talk in a thread looks like questions too. */
function isTalk(
  { id, channel, surface, threadOf, repliesTo, repliesToBot }: Incoming,
  asks: boolean,
  inScope: boolean,
) {
  if (surface !== 'channel') return repliesToBot && !asks && !inScope;
  const inThread = threadOf !== null && id !== channel;
  return repliesTo !== null || !asks || (inThread && !inScope);
}

async function previousFor(message: Incoming, own: Triage, desk: Desk): Promise<string | undefined> {
  const reading = previousText(message, desk);
  return own.level === null ? reading : ((await waitFor(reading, NOTICE_WAITS)) ?? undefined);
}

function answerMessage(
  { text, id, surface, guild, asker, repliesTo, repliesToBot }: Incoming,
  found: Triage,
  previous: string | undefined,
  desk: Desk,
) {
  const audience = { hidden: false, asker } as const;
  const isPublic = guild !== null;
  const repliesToOther = surface === 'mention' && repliesTo !== null && !repliesToBot;
  const withHint = (answer: Answer): Answer =>
    repliesToOther && answer.kind === 'no-answer'
      ? { ...answer, remarks: [...answer.remarks, REMARKS['not-read']] }
      : answer;
  return ask(
    {
      text,
      found,
      id,
      surface,
      public: isPublic,
      locale: guild === null ? undefined : tellingLocale(desk.localeOf(guild)),
      previous,
      render: (answer, generation) =>
        isPublic && isDelicate(found)
          ? renderDelicate(answer, audience)
          : renderAnswer(withHint(answer), generation, audience),
    },
    desk,
  );
}

/** A member is asked to wait once. */
function patienceReply(away: TurnedAway, { asker }: Incoming, desk: Desk): Reply | null {
  if (away.kind === 'cooldown' && away.told) return null;
  return { body: patienceNote(away, asker, desk), topic: null, urgent: false };
}
