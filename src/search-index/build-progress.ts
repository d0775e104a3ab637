/** What a build does, one after the other. A stage without work is passed over. */
export type BuildStage = 'reading' | 'embedding' | 'lexical' | 'writing' | 'graph' | 'verifying';

export interface BuildProgress {
  readonly stage: BuildStage;
  /** 0 at the start of the stage; in `embedding` and `graph` the number of texts that are done. */
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

/** Tells how far a build is. To be waited for: it is also the builder's sign of life. */
export type TellProgress = (stage: BuildStage, done?: number, total?: number) => Promise<void>;
