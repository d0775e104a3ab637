import type { TellReview } from '../moderation/corpus-desk.js';
import type { Wish } from '../moderation/plan-change.js';
import { RefusedError } from '../moderation/refused-error.js';
import type { Desk } from './desk.js';
import { ownWordsOf } from './own-words.js';
import { renderFailedRefresh } from './render-notices.js';
import { renderProgress } from './render-progress.js';
import { renderPublished, renderReview } from './render-review.js';
import { note, NOTES } from './render-texts.js';
import type { WorkResponse } from './response.js';
import { tellModerators } from './tell-moderators.js';

const LATE = {
  review:
    'A review that a moderator asked for took long and is over: **/corpus status** shows what waits for a decision.',
  published:
    'A publication that a moderator asked for took long and is over: **/corpus status** and **/corpus history** show what became of it.',
};

/** Reads the articles anew and shows what publishing them would change. A failure is told in the moderators' channel too. */
export function refreshCorpus(step: string, by: string, desk: Desk, nonce: string): WorkResponse {
  return work(step, LATE.review, async (onProgress) => {
    try {
      const review = await desk.moderation.corpus.refresh(by, onProgress);
      return review ? renderReview(review) : note(NOTES.nothingToDo);
    } catch (error) {
      if (!(error instanceof RefusedError)) {
        const why = ownWordsOf(error) ?? NOTES.failed;
        await tellModerators(renderFailedRefresh(why), nonce, desk);
      }
      throw error;
    }
  });
}

/** Shows what a change of one article would do. */
export function proposeChange(step: string, by: string, desk: Desk, wanted: () => Promise<Wish>): WorkResponse {
  return work(step, LATE.review, async (onProgress) => {
    const review = await desk.moderation.corpus.propose(await wanted(), by, onProgress);
    return review ? renderReview(review) : note(NOTES.nothingToDo);
  });
}

/** Publishes a candidate; its review gives way to what was done. */
export function publishCandidate(step: string, by: string, desk: Desk, generation: string): WorkResponse {
  const publish = work(step, LATE.published, async () => {
    await desk.moderation.corpus.publish(generation, by);
    return note(renderPublished(generation));
  });
  return { ...publish, inPlace: true };
}

/** Goes back to an earlier generation. */
export function rollBackIndex(step: string, by: string, desk: Desk, wanted: string | null): WorkResponse {
  return work(step, LATE.published, async () => {
    const { generation } = await desk.moderation.corpus.rollBack(wanted, by);
    return note(
      `Rolled back: generation \`${generation}\` answers now, in every process within a second. The articles themselves are as they were: the next refresh would bring their text back, and says so.`,
    );
  });
}

function work(
  step: string,
  late: string,
  run: (onProgress: TellReview) => ReturnType<WorkResponse['run']>,
): WorkResponse {
  return {
    kind: 'work',
    inPlace: false,
    step,
    late,
    run: (tell) =>
      run((progress) => {
        tell(renderProgress(progress));
      }),
  };
}
