import { existsSync } from 'node:fs';
import path from 'node:path';
import { MODEL_FILES } from './model-folder.js';

/** Where transformers.js looks by itself. */
const HUB = 'https://huggingface.co/';

/** How far the download of a hub model has come. */
export interface DownloadProgress {
  readonly file: string;
  /** 0 to 100. */
  readonly percent: number;
}

export interface HubOptions {
  /** Where hub models are kept. */
  readonly cacheDir: string;
  /** Another address for the hub, or null for the library's own. */
  readonly host: string | null;
  readonly onDownload?: ((progress: DownloadProgress) => void) | undefined;
}

/** Fetches what is not there yet of a model, by its hub id. The folder that then holds it. @throws what transformers.js does */
export async function fetchModel(model: string, { cacheDir, host, onDownload }: HubOptions): Promise<string> {
  const folder = path.join(cacheDir, model);
  const missing = MODEL_FILES.filter((file) => !existsSync(path.join(folder, file)));
  if (missing.length === 0) return folder;
  const [{ env }, { getModelFile }] = await Promise.all([
    import('@xenova/transformers/src/env.js'),
    import('@xenova/transformers/src/utils/hub.js'),
  ]);
  Object.assign(env, { allowLocalModels: false, allowRemoteModels: true, useFSCache: true, remoteHost: host ?? HUB });
  const progress_callback = ({ status, file, progress }: { status: string; file: string; progress?: number }) => {
    if (status === 'progress') onDownload?.({ file, percent: progress ?? 0 });
  };
  await Promise.all(missing.map((file) => getModelFile(model, file, true, { cache_dir: cacheDir, progress_callback })));
  return folder;
}
