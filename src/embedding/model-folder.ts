import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddingError } from './embedder.js';
import { PLAIN, type ModelProfile } from './model-profile.js';

/** The files that transformers.js reads for feature extraction, quantised weights by default. */
export const MODEL_FILES = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
] as const;

type ModelFile = (typeof MODEL_FILES)[number];

/** Fields without which transformers.js tokenizes differently or fails in a way that names no cause. */
const NEEDED_FIELDS = {
  'config.json': ['model_type'],
  'tokenizer_config.json': ['model_max_length', 'pad_token'],
  'tokenizer.json': ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder', 'added_tokens', 'model'],
} as const satisfies Partial<Record<ModelFile, readonly string[]>>;

type Json = Readonly<Record<string, unknown>>;

/** A model as it is stored, read once. */
export interface StoredModel {
  readonly files: Readonly<Record<ModelFile, Buffer>>;
  readonly tokenizer: Json;
  readonly tokenizerConfig: Json;
}

/** Reads a folder that holds a model which can be loaded. @throws {EmbeddingError} naming the file and what is missing */
export async function readModel(folder: string): Promise<StoredModel> {
  const read = await Promise.all(MODEL_FILES.map(async (file) => [file, await readPart(folder, file)] as const));
  const files = Object.fromEntries(read) as StoredModel['files'];
  const parse = (file: keyof typeof NEEDED_FIELDS) =>
    parseWhole(path.join(folder, file), files[file], NEEDED_FIELDS[file]);
  parse('config.json');
  return { files, tokenizerConfig: parse('tokenizer_config.json'), tokenizer: parse('tokenizer.json') };
}

/** Digest of the model's files and, unless it is the plain one, of how they are used: 12 hexadecimal digits. */
export function fingerprintModel({ files }: StoredModel, profile: ModelProfile): string {
  const digest = createHash('sha256');
  if (profile !== PLAIN) digest.update(JSON.stringify(profile));
  for (const file of MODEL_FILES) digest.update(file).update(files[file]);
  return digest.digest('hex').slice(0, 12);
}

async function readPart(folder: string, file: ModelFile): Promise<Buffer> {
  try {
    return await readFile(path.join(folder, file));
  } catch (cause) {
    throw new EmbeddingError(
      `The model folder ${folder} has no ${file}. Put a model in the form of transformers.js there (${MODEL_FILES.join(', ')}), or set EMBEDDING_MODEL=bundled.`,
      { cause },
    );
  }
}

function parseWhole(file: string, bytes: Buffer, fields: readonly string[]): Json {
  const json = parseObject(file, bytes);
  const missing = fields.filter((field) => !(field in json));
  if (missing.length === 0) return json;
  throw new EmbeddingError(
    `${file} lacks ${missing.join(', ')}. Export the model again, or copy the file from its publisher.`,
  );
}

function parseObject(file: string, bytes: Buffer): Json {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof json !== 'object' || json === null) throw new Error('it is no object');
    return json as Json;
  } catch (cause) {
    throw new EmbeddingError(`${file} is no JSON object. Copy the file again from the model's publisher.`, { cause });
  }
}
