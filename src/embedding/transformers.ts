import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddingError, isUnitVector, type Embedder } from './embedder.js';
import { checkModelFolder, fingerprintFolder } from './model-folder.js';
import { poolTokens } from './pool.js';
import { profileOf } from './model-profile.js';

/** The model that comes with the project. */
export const BUNDLED_MODEL_FOLDER = fileURLToPath(new URL('../../models/backchat-static', import.meta.url));

/** Where transformers.js looks by itself. */
const HUB = 'https://huggingface.co/';

/** How far the download of a hub model has come. */
export interface DownloadProgress {
  readonly file: string;
  /** 0 to 100. */
  readonly percent: number;
}

export interface EmbedderOptions {
  /** `bundled`, a folder, or a hub id. */
  readonly model: string;
  /** Where hub models are kept. */
  readonly cacheDir: string;
  /** Another address for the hub, or null for the library's own. */
  readonly host: string | null;
  readonly onDownload?: (progress: DownloadProgress) => void;
}

/** Loads an embedding model through transformers.js. Only hub ids ever reach for the network. @throws {EmbeddingError} */
export async function loadEmbedder(options: EmbedderOptions): Promise<Embedder> {
  requireOnnxRuntime();
  const { pipeline, env } = await import('@xenova/transformers');
  const folder = await localFolder(options.model);
  if (folder) await checkModelFolder(folder);
  env.allowLocalModels = true;
  env.allowRemoteModels = folder === null;
  env.localModelPath = folder ? path.dirname(folder) + path.sep : options.cacheDir;
  env.cacheDir = options.cacheDir;
  env.useFSCache = folder === null;
  env.remoteHost = options.host ?? HUB;

  const name = folder ? path.basename(folder) : options.model;
  const stored = folder ?? path.join(options.cacheDir, options.model);
  const progress_callback = downloadReporter(stored, options.onDownload);
  const run = await quietly(() => pipeline('feature-extraction', name, { progress_callback })).catch(
    (cause: unknown) => {
      throw new EmbeddingError(
        `The embedding model "${options.model}" could not be loaded: ${messageOf(cause)} Check EMBEDDING_MODEL and the network, or set EMBEDDING_MODEL=bundled.`,
        { cause },
      );
    },
  );
  const profile = profileOf(name);
  const fingerprint = await fingerprintFolder(stored, profile);
  // One run after the other: they would block each other anyway, and the console has to be put back in order.
  let previous: Promise<unknown> = Promise.resolve();
  const embed: Embedder['embed'] = async (text, role) => {
    const prefix = role === 'question' ? profile.questionPrefix : profile.passagePrefix;
    const current = previous.then(() => quietly(() => run(prefix + text, { pooling: 'none' })));
    previous = current.catch(() => undefined);
    const output = await current.catch((cause: unknown) => {
      throw new EmbeddingError(
        `The model "${options.model}" failed on a text: ${messageOf(cause)} Use another model.`,
        {
          cause,
        },
      );
    });
    const vector = poolTokens(output.data as Float32Array, output.dims, profile.pooling);
    if (!isUnitVector(vector)) {
      throw new EmbeddingError(
        `The model "${options.model}" gave a vector that is not finite or has no length. Use another model.`,
      );
    }
    return vector;
  };
  const probe = await embed('back pain', 'question');
  return { id: options.model, fingerprint, dimensions: probe.length, embed };
}

/** npm drops onnxruntime-node without a word when its install fails, and the error at import time names no remedy. */
function requireOnnxRuntime(): void {
  const require = createRequire(import.meta.url);
  try {
    createRequire(require.resolve('@xenova/transformers')).resolve('onnxruntime-node');
  } catch (cause) {
    throw new EmbeddingError(
      'onnxruntime-node is not installed, so no text can be embedded. Run "npm ci" again without --omit=optional, on a platform that it supports (Linux, macOS or Windows on x64 or arm64).',
      { cause },
    );
  }
}

async function localFolder(model: string): Promise<string | null> {
  if (model === 'bundled') return BUNDLED_MODEL_FOLDER;
  const folder = path.resolve(model);
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return folder;
  if (/^[\w.-]+\/[\w.-]+$/.test(model)) return null;
  throw new EmbeddingError(
    `EMBEDDING_MODEL is "${model}", which is neither "bundled" nor a folder nor a hub id such as Xenova/all-MiniLM-L6-v2.`,
  );
}

/** The library reports files that it reads from `stored` in the same way as those that it downloads into it. */
function downloadReporter(stored: string, onDownload: EmbedderOptions['onDownload']) {
  return (event: { status: string; file?: string; progress?: number }) => {
    if (event.status !== 'progress' || !event.file || existsSync(path.join(stored, event.file))) return;
    onDownload?.({ file: event.file, percent: event.progress ?? 0 });
  };
}

/**
 * transformers.js prints what should not be printed: on a failed run the whole input, which is a member's question; and, when weights
 * cannot be loaded, the reason, before it fails for another one.
 */
async function quietly<T>(action: () => Promise<T>): Promise<T> {
  const { error, warn } = console;
  const printed: unknown[] = [];
  console.error = console.warn = (...values: unknown[]) => void printed.push(...values);
  try {
    return await action();
  } catch (thrown) {
    throw printed.find((value) => value instanceof Error) ?? thrown;
  } finally {
    Object.assign(console, { error, warn });
  }
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.endsWith('.') ? message : `${message}.`;
}
