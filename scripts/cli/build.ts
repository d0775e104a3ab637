import { buildIndex, prepareIndex, type BuildOptions, type BuildResult } from '#src/build-index.js';
import type { Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import { progressBar } from './progress-bar.js';

/** Builds and publishes the index of the settings' corpus with a progress bar. */
export function buildWithProgress(config: Config, embedder: Embedder): Promise<BuildResult> {
  return showProgress(buildIndex, config, embedder);
}

/** The same without publishing. */
export function prepareWithProgress(config: Config, embedder: Embedder): Promise<BuildResult> {
  return showProgress(prepareIndex, config, embedder);
}

async function showProgress(
  build: (options: BuildOptions) => Promise<BuildResult>,
  { corpusDir, indexDir }: Config,
  embedder: Embedder,
): Promise<BuildResult> {
  const bar = progressBar('{stage} [{bar}] {value}/{total}');
  try {
    return await build({
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
