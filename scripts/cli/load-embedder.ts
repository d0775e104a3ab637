import { loadEmbedder } from '#src/embedding/transformers.js';
import type { Config } from '#src/config.js';
import type { Embedder } from '#src/embedding/embedder.js';
import { progressBar } from './progress-bar.js';

/** Loads the embedding model of the settings; a download shows how far it is. */
export async function loadConfiguredEmbedder({ embeddingModel, modelCacheDir, modelHost }: Config): Promise<Embedder> {
  const bar = progressBar('downloading {file} [{bar}] {percentage}%');
  try {
    return await loadEmbedder({
      model: embeddingModel,
      cacheDir: modelCacheDir,
      host: modelHost,
      onDownload: ({ file, percent }) => {
        bar.show(percent, 100, { file });
      },
    });
  } finally {
    bar.stop();
  }
}
