import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddingError } from './embedder.js';
import { PLAIN, type ModelProfile } from './model-profile.js';

/** The files that transformers.js reads for feature extraction, quantised weights by default. */
const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'] as const;

/** Fields without which transformers.js tokenizes differently or fails in a way that names no cause. */
const NEEDED_FIELDS: readonly (readonly [string, readonly string[]])[] = [
  ['config.json', ['model_type']],
  ['tokenizer_config.json', ['model_max_length', 'pad_token']],
  ['tokenizer.json', ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder', 'added_tokens', 'model']],
];

/** Checks that a folder holds a model that can be loaded. @throws {EmbeddingError} naming the file and what is missing */
export async function checkModelFolder(folder: string): Promise<void> {
  for (const file of MODEL_FILES) {
    const found = await stat(path.join(folder, file)).catch(() => null);
    if (!found?.isFile()) {
      throw new EmbeddingError(
        `The model folder ${folder} has no ${file}. Put a model in the form of transformers.js there (${MODEL_FILES.join(', ')}), or set EMBEDDING_MODEL=bundled.`,
      );
    }
  }
  for (const [file, fields] of NEEDED_FIELDS) {
    const json = await readJson(path.join(folder, file));
    const missing = fields.filter((field) => !(field in json));
    if (missing.length > 0) {
      throw new EmbeddingError(
        `${path.join(folder, file)} lacks ${missing.join(', ')}. Export the model again, or copy the file from its publisher.`,
      );
    }
  }
}

/** Digest of the model's files and, unless it is the plain one, of how they are used: 12 hexadecimal digits. */
export async function fingerprintFolder(folder: string, profile: ModelProfile): Promise<string> {
  const digest = createHash('sha256');
  if (profile !== PLAIN) digest.update(JSON.stringify(profile));
  for (const file of MODEL_FILES) digest.update(file).update(await readFile(path.join(folder, file)));
  return digest.digest('hex').slice(0, 12);
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof json !== 'object' || json === null) throw new Error('it is no object');
    return json as Record<string, unknown>;
  } catch (cause) {
    throw new EmbeddingError(`${file} is no JSON object. Copy the file again from the model's publisher.`, { cause });
  }
}
