import { answerTriaged, type Librarian } from '../answer-question.js';
import { wasSearched, type Answer } from '../answer/answer.js';
import { gapOf } from '../retrieval/gap.js';
import type { Searcher } from '../retrieval/retrieve.js';
import { isDelicate } from '../safety/delicate.js';
import type { Triage } from '../safety/triage.js';
import type { Generation } from '../search-index/generation.js';
import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import type { Outcome, Surface } from './parts.js';

export interface Question {
  readonly text: string;
  /** What triage found in it: the first thing that is asked of every text. */
  readonly found: Triage;
  /** The interaction's or message's id: comes back in the answer. */
  readonly id: string;
  /** Who asks, for the cooldown; null where none applies. */
  readonly member: string | null;
  readonly surface: Surface;
  readonly public: boolean;
  readonly locale: string | undefined;
  readonly previous?: string | undefined;
}

/** What a question leads to. */
export type Asked =
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      readonly delicate: boolean;
      readonly generation: Generation | null;
    }
  | { readonly kind: 'wait'; readonly seconds: number; readonly told: boolean }
  | { readonly kind: 'busy' };

/** The cooldown and the queue, neither of which holds back a message with a warning sign; then the search. */
export async function ask(question: Question, desk: Desk): Promise<Asked> {
  const { text, found, id, member, locale, previous } = question;
  const wait = member === null ? null : desk.cooldown.check(member);
  if (found.level === null) {
    if (wait) return { kind: 'wait', ...wait };
    if (desk.queue.full) return { kind: 'busy' };
  } else {
    desk.metrics.notice(found.level);
  }
  const context = { id, public: question.public, ...(locale && { locale }), ...(previous && { previous }) };
  // Whoever waits is answered by the librarian of when their turn comes: a passage may have been withheld by then.
  const answer = async (librarian: Librarian) => ({
    answer: await answerTriaged(text, found, librarian, context),
    searcher: librarian.searcher,
  });
  const answered = desk.queue.full
    ? await answer({ ...desk.librarian(), searcher: null })
    : await desk.queue.run(() => answer(desk.librarian()));
  if (answered.searcher) countGap(answered.answer, answered.searcher, desk);
  return {
    kind: 'answer',
    answer: answered.answer,
    delicate: isDelicate(found),
    generation: answered.searcher?.generation ?? null,
  };
}

/** Counts what was looked for and not found. Nobody waits for that. */
function countGap(answer: Answer, searcher: Searcher, { counters, log, metrics }: Desk): void {
  if (answer.kind !== 'no-answer' || !wasSearched(answer)) return;
  counters.gap(gapOf(answer.question, answer.suggestions, searcher)).catch((error: unknown) => {
    log.error({ kind: failureKind(error), err: error }, 'What was not found could not be counted');
    metrics.failure('gap');
  });
}

/** What is counted. */
export function outcomeOf(asked: Asked): Outcome {
  if (asked.kind === 'answer') return asked.answer.kind;
  return asked.kind === 'wait' ? 'cooldown' : 'busy';
}
