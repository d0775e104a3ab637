import { planChange, type Wish } from '#src/moderation/plan-change.js';
import { publishProposal } from '#src/publish-proposal.js';
import { reviewCorpus } from '#src/review-corpus.js';
import { rollBack } from '#src/roll-back.js';
import { SMALL_EMBEDDER as embedder } from './small-embedder.js';

/** Where a moderator works. */
export interface SoakPlace {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly moderationDir: string;
}

/** What is reviewed and published, or that the last publication is taken back. */
export type SoakTask = { readonly kind: 'refresh' | 'roll-back' } | { readonly kind: 'change'; readonly wish: Wish };

/** The generation that is live after it: said when it is confirmed. */
export interface Confirmed {
  readonly generation: string;
}

const by = 'somebody';

// A process that exists to be killed: it says when it is ready and when it has reviewed, does what it is told, and confirms it.
process.once('message', (request) => {
  const { place, task } = request as { place: SoakPlace; task: SoakTask };
  carryOut(place, task).then(
    (generation) => process.send?.({ generation } satisfies Confirmed, () => process.exit()),
    (error: unknown) => {
      process.send?.({ error: String(error) });
      process.exitCode = 1;
      process.disconnect();
    },
  );
});
process.send?.('ready');

async function carryOut(place: SoakPlace, task: SoakTask): Promise<string> {
  const options = { ...place, corpusGit: false, by, embedder, now: new Date() };
  if (task.kind === 'roll-back') return (await rollBack({ ...options, generation: null })).generation;
  const change = task.kind === 'change' ? await planChange(place, task.wish) : null;
  const review = await reviewCorpus({ ...options, change });
  if (!review) throw new Error('There was nothing to do.');
  process.send?.('reviewed');
  return (await publishProposal({ ...options, generation: review.generation })).generation;
}
