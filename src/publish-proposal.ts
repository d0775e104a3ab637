import path from 'node:path';
import { tidyUp } from './build-index.js';
import type { Embedder } from './embedding/embedder.js';
import type { Published } from './moderation/corpus-desk.js';
import { editOf, holdsCorpus, makeChange, presentText, removeHalves } from './moderation/corpus-folder.js';
import type { NewDecision } from './moderation/decision.js';
import { openDecisions } from './moderation/decisions.js';
import { inTurn } from './moderation/in-turn.js';
import { dropProposal, readProposal } from './moderation/proposals.js';
import { lastPublication } from './moderation/publications.js';
import { RefusedError } from './moderation/refused-error.js';
import type { Review } from './moderation/review.js';
import { openWhole } from './search-index/open-generation.js';
import { publish, readPublications } from './search-index/publish.js';

export interface PublishOptions {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly moderationDir: string;
  /** Name of the proposal. */
  readonly generation: string;
  /** Who wants it. */
  readonly by: string;
  readonly embedder: Embedder;
  readonly now: Date;
}

/**
 * Publishes what was reviewed: its change is made in the corpus folder, its generation becomes the live one, and the decision is written down. When
 * the process dies between two of these steps the index answers all the same, and doing it again does what is left.
 * @throws {RefusedError} when the live generation or the corpus folder is not the one that was reviewed {IndexError} {DecisionsError}
 */
export async function publishProposal(options: PublishOptions): Promise<Published> {
  const { corpusDir, indexDir, moderationDir, generation: name, by, embedder, now } = options;
  return inTurn(indexDir, async (workshop) => {
    await removeHalves(corpusDir);
    const proposal = await readProposal(moderationDir, name, now);
    if (!proposal) {
      throw new RefusedError(
        `Nothing waits under the name ${name}: it was published or discarded, or has waited too long. Review again.`,
      );
    }
    const { review, present } = proposal;
    const { base, change } = review;
    const [live] = await readPublications(indexDir);
    if (live?.generation !== name) {
      if ((live?.generation ?? null) !== base)
        throw new RefusedError('Somebody published in between, so this review is no longer true. Review again.');
      const candidate = await openWhole(path.join(indexDir, name), embedder).catch((cause: unknown) => {
        throw new RefusedError(`The generation ${name} cannot be opened any more. Review again.`, { cause });
      });
      const edit = change && editOf(change);
      // A process that died after this may have made the change already.
      const possible = edit ? [present, edit.text] : [present];
      const found = edit && (await presentText(corpusDir, edit.file));
      if (!possible.includes(found) || !(await holdsCorpus(candidate, corpusDir, edit)))
        throw new RefusedError('The corpus folder has changed since this was reviewed. Review again.');
      if (change) await makeChange(corpusDir, moderationDir, change, now);
      await publish(indexDir, workshop.folder, name, now);
    }
    await writeDown(moderationDir, review, by);
    await dropProposal(moderationDir, name);
    await tidyUp(indexDir);
    return { generation: name, before: base };
  });
}

/** Unless a process that died after this has done so already. */
async function writeDown(moderationDir: string, review: Review, by: string): Promise<void> {
  const decisions = await openDecisions(moderationDir);
  try {
    const last = lastPublication(await decisions.history());
    if (last?.kind === 'publish' && last.generation === review.generation && last.before === review.base) return;
    await decisions.record(decisionOf(review, by));
  } finally {
    decisions.close();
  }
}

function decisionOf({ change, generation, base, passages }: Review, by: string): NewDecision {
  const { kind, article } = change ?? { kind: 'refresh', article: null };
  return { kind: 'publish', by, what: kind, generation, before: base, article, passages };
}
