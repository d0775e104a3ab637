/** What a build does, one after the other. A stage without work is passed over. */
export type BuildStage = 'reading' | 'embedding' | 'lexical' | 'writing' | 'graph' | 'verifying';

/** What a review does: it fetches the corpus where it is kept in git, builds, and holds what it built against the live generation. */
export type ReviewStage = 'pulling' | BuildStage | 'comparing';

export interface Progress<Stage> {
  readonly stage: Stage;
  /** 0 at the start of the stage; in `embedding`, `graph` and `comparing` the number of texts that are done. */
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

export type BuildProgress = Progress<BuildStage>;
export type ReviewProgress = Progress<ReviewStage>;

/** Tells how far a build is. To be waited for: it is also the builder's sign of life. */
export type TellProgress = (stage: BuildStage, done?: number, total?: number) => Promise<void>;
