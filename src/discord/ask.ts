import { answerTriaged, type Librarian } from '../answer-question.js';
import { wasSearched, type Answer } from '../answer/answer.js';
import { gapOf } from '../retrieval/gap.js';
import type { Searcher } from '../retrieval/retrieve.js';
import type { Triage } from '../safety/triage.js';
import type { Generation } from '../search-index/generation.js';
import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import type { MessageBody } from './message.js';
import type { Surface } from './parts.js';
import { reportFailure } from './report-failure.js';
import { waitFor } from './wait-for.js';

/** Longest time that a notice waits for the passages below it, in milliseconds: many times what a search takes, and too short for Discord to lose patience. */
const NOTICE_WAITS = 1000;

export interface Question {
  readonly text: string;
  /** What triage found in it and in what it follows up: the first thing that is asked of every text. */
  readonly found: Triage;
  /** The interaction's or message's id: comes back in the answer. */
  readonly id: string;
  readonly surface: Surface;
  readonly public: boolean;
  readonly locale: string | undefined;
  readonly previous?: string | undefined;
  /** The answer as a message. */
  readonly render: (answer: Answer, generation: Generation | null) => MessageBody;
}

export interface Answered {
  readonly answer: Answer;
  readonly body: MessageBody;
}

/** The queue, which no message with a warning sign meets; then the search. */
export async function ask(question: Question, desk: Desk): Promise<Answered> {
  const { found } = question;
  if (found.level !== null) {
    desk.metrics.notice(found.level);
    return giveNotice(question, desk);
  }
  // Whoever waits is answered by the librarian of when their turn comes: a passage may have been withheld by then.
  return desk.queue.run(() => answer(question, desk.librarian(), desk));
}

/** A notice with passages where they come soon; alone where there are many questions, where the search takes too long or where something fails. */
async function giveNotice(question: Question, desk: Desk): Promise<Answered> {
  const librarian = desk.librarian();
  const { rules, paused, emergencyNumber } = librarian;
  try {
    const whole = desk.queue.full ? null : await waitFor(answer(question, librarian, desk), NOTICE_WAITS);
    if (whole) return whole;
  } catch (error) {
    reportFailure(error, desk);
  }
  return answer(question, { rules, paused, emergencyNumber, searcher: null }, desk);
}

async function answer(question: Question, librarian: Librarian, desk: Desk): Promise<Answered> {
  const { text, found, id, locale, previous, render } = question;
  const context = { id, public: question.public, ...(locale && { locale }), ...(previous && { previous }) };
  const given = await answerTriaged(text, found, librarian, context);
  const { searcher } = librarian;
  if (searcher) void countGap(given, searcher, desk);
  return { answer: given, body: render(given, searcher?.generation ?? null) };
}

/** Counts what was looked for and not found. Nobody waits for that, and no answer is lost by it. */
async function countGap(given: Answer, searcher: Searcher, { counters, log, metrics }: Desk): Promise<void> {
  if (given.kind !== 'no-answer' || !wasSearched(given)) return;
  try {
    await counters.gap(gapOf(given.question, given.suggestions, searcher));
  } catch (error) {
    log.error({ kind: failureKind(error), err: error }, 'What was not found could not be counted');
    metrics.failure('gap');
  }
}
