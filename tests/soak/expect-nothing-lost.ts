import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { formatProblem } from '#src/corpus/problem.js';
import { checkCorpus } from '#src/corpus/read-corpus.js';
import { readDecisions } from '#src/moderation/decision-lines.js';
import type { Decision } from '#src/moderation/decision.js';
import { decisionsFile } from '#src/moderation/decisions.js';
import { readProposal } from '#src/moderation/proposals.js';
import { lastPublication } from '#src/moderation/publications.js';
import { standingAfter } from '#src/moderation/standing.js';
import { readPublications } from '#src/search-index/publish.js';
import type { Member } from '../discord-server/member.js';
import { QUESTION, WORDS, type Step } from './moderators-step.js';

/** The folders of a bot, as its settings name them. */
export type Place = Readonly<Record<'CORPUS_DIR' | 'INDEX_DIR' | 'MODERATION_DIR', string>>;

export interface Killed {
  /** What was under way, and what the bot had said in the end, or null when it was killed before that. */
  readonly step: Step;
  readonly said: string | null;
  /** What had been decided until then. */
  readonly before: readonly Decision[];
  readonly place: Place;
  /** Somebody who asks the bot that came after. */
  readonly member: Member;
}

/** Looks whether everything that was confirmed is there after a bot was killed, and gives what is decided now. @throws with what is not so */
export async function expectNothingLost({ step, said, before, place, member }: Killed): Promise<readonly Decision[]> {
  const now = await historyIn(place);
  const made = now.slice(before.length).map(({ kind }) => kind);
  if (!isDeepStrictEqual(now.slice(0, before.length), before)) throw new Error('a decision was lost.');
  if (made.length > 1 || made.some((kind) => kind !== step.becomes)) throw new Error(`it became ${made.join(', ')}.`);
  const live = (await readPublications(place.INDEX_DIR))[0]!.generation;
  if (said !== null) await expectConfirmed(said, step, now, made, live, place);

  const { problems } = await checkCorpus(place.CORPUS_DIR, '2026-11-22');
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(formatProblem).join('\n'));

  const answer = (await (await member.slash('ask', { question: QUESTION })).reply()).text;
  if (!answer.includes(live)) throw new Error(`${live} is live, and the answer is: ${answer}`);
  const withheld = standingAfter(now).quarantined.length > 0;
  if (answer.includes(WORDS) === withheld)
    throw new Error(`the section is ${withheld ? '' : 'not '}withheld, and the answer is: ${answer}`);
  return now;
}

async function expectConfirmed(
  said: string,
  step: Step,
  now: readonly Decision[],
  made: readonly string[],
  live: string,
  place: Place,
): Promise<void> {
  if (!said.startsWith(step.confirmation)) throw new Error('that is no confirmation.');
  if (step.becomes === null) {
    const generation = /(?<=Review of generation `)[0-9a-f]+/.exec(said)![0];
    if (!(await readProposal(place.MODERATION_DIR, generation, new Date())))
      throw new Error('a review that was shown does not wait for a decision.');
    return;
  }
  // A rollback that died between its decision and its end is finished by the next one, which has nothing more to write down.
  const isFinished = step.becomes === 'rollback' && lastPublication(now)?.kind === 'rollback';
  if (made.length === 0 && !isFinished) throw new Error('what was confirmed is not among the decisions.');
  // Only of what was just confirmed: one that died after its generation was live has yet to be written down, which pressing Publish again does.
  const isPublication = step.becomes === 'publish' || step.becomes === 'rollback';
  const published = lastPublication(now)?.generation;
  if (isPublication && published !== live) throw new Error(`${published} was confirmed, and ${live} is live.`);
}

/** What moderators have decided until now. */
export async function historyIn({ MODERATION_DIR }: Place): Promise<readonly Decision[]> {
  return readDecisions(await readFile(decisionsFile(MODERATION_DIR), 'utf8').catch(() => '')).decisions;
}
