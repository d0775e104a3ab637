import { buildIndex, type BuildResult } from '#src/build-index.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { BuildStage } from '#src/search-index/build-progress.js';

export const STAGES = [
  'reading',
  'embedding',
  'lexical',
  'writing',
  'graph',
  'verifying',
] as const satisfies BuildStage[];

export interface TimedBuild {
  readonly result: BuildResult;
  /** Milliseconds of each stage. Publishing and tidying up count as verifying. */
  readonly stages: Readonly<Record<BuildStage, number>>;
  readonly total: number;
}

/** Builds an index and takes the time of each stage. */
export async function timeBuild(corpusDir: string, indexDir: string, embedder: Embedder): Promise<TimedBuild> {
  const stages = { reading: 0, embedding: 0, lexical: 0, writing: 0, graph: 0, verifying: 0 };
  const begun = performance.now();
  let since = begun;
  let current: BuildStage = 'reading';
  const enter = (stage: BuildStage) => {
    stages[current] += performance.now() - since;
    since = performance.now();
    current = stage;
  };
  const onProgress = ({ stage }: { stage: BuildStage }) => {
    if (stage !== current) enter(stage);
  };
  const result = await buildIndex({ corpusDir, indexDir, embedder, now: new Date(), onProgress });
  enter('reading');
  return { result, stages, total: performance.now() - begun };
}
