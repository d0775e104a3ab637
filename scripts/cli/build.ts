import { buildIndex, type BuildResult } from '#src/build-index.js';
import type { Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import { progressBar } from './progress-bar.js';

/** Builds and publishes the index of the settings' corpus with a progress bar. */
export async function buildWithProgress({ corpusDir, indexDir }: Config, embedder: Embedder): Promise<BuildResult> {
  const bar = progressBar('{stage} [{bar}] {value}/{total}');
  try {
    return await buildIndex({
      corpusDir,
      indexDir,
      embedder,
      now: new Date(),
      onProgress: ({ stage, done, total }) => {
        if (done > 0) bar.show(done, total, { stage });
      },
    });
  } finally {
    bar.stop();
  }
}
