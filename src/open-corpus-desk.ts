import { workOutside } from './build-outside.js';
import type { BuildPlace } from './build-process.js';
import type { Config } from './config.js';
import { listBin } from './moderation/bin.js';
import type { CorpusDesk, TellReview } from './moderation/corpus-desk.js';
import type { Decisions } from './moderation/decisions.js';
import { KEPT_IN_GIT } from './moderation/git.js';
import { inTurn } from './moderation/in-turn.js';
import { planChange } from './moderation/plan-change.js';
import { dropProposal, readProposal } from './moderation/proposals.js';
import { RefusedError } from './moderation/refused-error.js';
import type { CorpusChange, Review } from './moderation/review.js';
import { statusOf } from './moderation/status.js';
import { wordsOf } from './own-errors.js';
import type { Generation } from './search-index/generation.js';
import { listKept } from './search-index/kept.js';
import { readPublications } from './search-index/publish.js';

/** Longest time that a review may take, in milliseconds: the first one of 20,000 passages takes some minutes. */
const REVIEW_MS = 30 * 60_000;
/** The same for a publication, which opens what was built and renames a few files. */
const PUBLISH_MS = 5 * 60_000;

/** A desk over the folders of the settings. `live` is what is searched at this moment, withheld sections included. */
export function openCorpusDesk(config: Config, decisions: Decisions, live: () => Generation | null): CorpusDesk {
  const { corpusDir, indexDir, moderationDir } = config;
  const place = placeOf(config);
  const review = async (change: CorpusChange | null, by: string, tell?: TellReview): Promise<Review | null> => {
    try {
      return await workOutside(place, { kind: 'review', change }, { timeoutMs: REVIEW_MS, onProgress: tell });
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      // The failure itself is the news: a disk that is too full to write it down changes nothing about it.
      await decisions.record({ kind: 'refresh-failed', by, message: wordsOf(error) }).catch(() => undefined);
      throw error;
    }
  };
  return {
    async status() {
      const generation = live();
      const publications = await readPublications(indexDir);
      const found = publications.find((one) => one.generation === generation?.manifest.generation);
      const history = await decisions.history();
      const standing = decisions.standing();
      return statusOf({ generation, published: found?.published ?? '', standing, history, now: new Date() });
    },
    refresh: (by, tell) => review(null, by, tell),
    async propose(wish, by, tell) {
      if (config.corpusGit) throw new RefusedError(KEPT_IN_GIT);
      return review(await planChange({ corpusDir, moderationDir }, wish), by, tell);
    },
    proposal: async (generation) => (await readProposal(moderationDir, generation, new Date()))?.review ?? null,
    publish: (generation, by) => workOutside(place, { kind: 'publish', generation, by }, { timeoutMs: PUBLISH_MS }),
    discard: (generation, by) =>
      inTurn(indexDir, async () => {
        if (!(await readProposal(moderationDir, generation, new Date())))
          throw new RefusedError(`Nothing waits under the name ${generation}: it was published or discarded already.`);
        await decisions.record({ kind: 'discard', by, generation });
        await dropProposal(moderationDir, generation);
      }),
    rollBack: (generation, by) => workOutside(place, { kind: 'roll-back', generation, by }, { timeoutMs: PUBLISH_MS }),
    kept: () => listKept(indexDir),
    bin: () => listBin(moderationDir),
  };
}

/** No more of the settings than the work needs: they may hold a token. */
function placeOf(config: Config): BuildPlace {
  const { corpusDir, indexDir, moderationDir, corpusGit, embeddingModel, modelCacheDir, modelHost } = config;
  return { corpusDir, indexDir, moderationDir, corpusGit, embeddingModel, modelCacheDir, modelHost };
}
