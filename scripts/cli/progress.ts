import cliProgress from 'cli-progress';
import { loadEmbedder } from '#src/embedding/transformers.js';
import { buildIndex, type BuildResult } from '#src/build-index.js';
import type { Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';

/** Progress goes to standard error, so that standard output holds results alone. */
function progressBar(format: string): cliProgress.SingleBar {
  return new cliProgress.SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true });
}

/** Loads the embedding model of the settings; a download shows how far it is. */
export async function loadConfiguredEmbedder({ embeddingModel, modelCacheDir, modelHost }: Config): Promise<Embedder> {
  const bar = progressBar('downloading {file} [{bar}] {percentage}%');
  let started = false;
  try {
    return await loadEmbedder({
      model: embeddingModel,
      cacheDir: modelCacheDir,
      host: modelHost,
      onDownload: ({ file, percent }) => {
        if (!started) bar.start(100, 0, { file });
        started = true;
        bar.update(percent, { file });
      },
    });
  } finally {
    bar.stop();
  }
}

/** Builds and publishes the index of the settings' corpus with a progress bar. */
export async function buildWithProgress({ corpusDir, indexDir }: Config, embedder: Embedder): Promise<BuildResult> {
  const bar = progressBar('embedding [{bar}] {value}/{total}');
  let started = false;
  try {
    return await buildIndex({
      corpusDir,
      indexDir,
      embedder,
      now: new Date(),
      onProgress: (done, total) => {
        if (!started) bar.start(total, 0);
        started = true;
        bar.update(done);
      },
    });
  } finally {
    bar.stop();
  }
}
