import { buildIndex, type BuildResult } from '#src/build-index.js';
import type { Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { ReviewProgress } from '#src/search-index/build-progress.js';
import { progressBar } from './progress-bar.js';

/** Builds and publishes the index of the settings' corpus with a progress bar. */
export function buildWithProgress({ corpusDir, indexDir }: Config, embedder: Embedder): Promise<BuildResult> {
  return withProgress((onProgress) => buildIndex({ corpusDir, indexDir, embedder, now: new Date(), onProgress }));
}

/** Does something that tells how far it is, with a progress bar. */
export async function withProgress<T>(work: (tell: (progress: ReviewProgress) => void) => Promise<T>): Promise<T> {
  const bar = progressBar('{stage} [{bar}] {value}/{total}');
  try {
    return await work(({ stage, done, total }) => {
      if (done > 0) bar.show(done, total, { stage });
    });
  } finally {
    bar.stop();
  }
}
