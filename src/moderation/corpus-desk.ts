import type { KeptGeneration } from '../search-index/kept.js';
import type { ReviewProgress } from '../search-index/build-progress.js';
import type { BinnedArticle } from './bin.js';
import type { Wish } from './plan-change.js';
import type { Review } from './review.js';
import type { CorpusStatus } from './status.js';

/** Another generation that became the live one. */
export interface Published {
  readonly generation: string;
  /** The one that was live until then. */
  readonly before: string | null;
}

/** Called when a stage begins and at most ten times a second. */
export type TellReview = (progress: ReviewProgress) => void;

/**
 * What moderators do with the corpus. Everything that takes long happens in a process of its own. `by` is a member's id or `shell`; it is kept in the
 * file of decisions alone. Whatever fails, the live generation stays.
 */
export interface CorpusDesk {
  status(): Promise<CorpusStatus>;
  /**
   * Builds what the corpus folder holds and says what publishing it would do, or null where there is nothing to do. It waits as a proposal until
   * it is published or discarded. @throws {RefusedError} while somebody else is at work {IndexError} when it fails, which history tells then
   */
  refresh(by: string, tell?: TellReview): Promise<Review | null>;
  /** The same with one article added, replaced, removed or restored. The corpus folder stays as it is until that is published. */
  propose(wish: Wish, by: string, tell?: TellReview): Promise<Review | null>;
  /** What waits to be published under this name, or null when it was published, discarded or forgotten (after a day). */
  proposal(generation: string): Promise<Review | null>;
  /** @throws {RefusedError} when the live generation or the corpus folder is not the one that was reviewed {IndexError} */
  publish(generation: string, by: string): Promise<Published>;
  /** @throws {RefusedError} */
  discard(generation: string, by: string): Promise<void>;
  /** Goes back to a generation that was live before, or (null) to the one before the live one. @throws {RefusedError} {IndexError} */
  rollBack(generation: string | null, by: string): Promise<Published>;
  /** The generations that can be gone back to, the live one first. */
  kept(): Promise<readonly KeptGeneration[]>;
  /** Removed and replaced articles that can be restored, the latest first, each article once. */
  bin(): Promise<readonly BinnedArticle[]>;
}
