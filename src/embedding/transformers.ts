import path from 'node:path';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddingError, isUnitVector, type Embedder } from './embedder.js';
import { fetchModel, type HubOptions } from './hub.js';
import { fingerprintModel, readModel, type StoredModel } from './model-folder.js';
import { poolTokens } from './pool.js';
import { profileOf } from './model-profile.js';

/** The model that comes with the project. */
export const BUNDLED_MODEL_FOLDER = fileURLToPath(new URL('../../models/backchat-static', import.meta.url));

export interface EmbedderOptions extends HubOptions {
  /** `bundled`, a folder, or a hub id. */
  readonly model: string;
}

/** Loads an embedding model through transformers.js. Only hub ids ever reach for the network. @throws {EmbeddingError} */
export async function loadEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { model } = options;
  const notLoaded = (cause: unknown) => {
    throw new EmbeddingError(
      `The embedding model "${model}" could not be loaded: ${messageOf(cause)} Check EMBEDDING_MODEL and the network, or set EMBEDDING_MODEL=bundled.`,
      { cause },
    );
  };
  const folder = (await localFolder(model)) ?? (await fetchModel(model, options).catch(notLoaded));
  const [library, stored] = await Promise.all([importLibrary(), readModel(folder)]);
  const run = await openModel(library, stored).catch(notLoaded);
  const profile = profileOf(path.basename(folder));
  const embed: Embedder['embed'] = async (text, role) => {
    const prefix = role === 'question' ? profile.questionPrefix : profile.passagePrefix;
    const { data, dims } = await run(prefix + text).catch((cause: unknown) => {
      throw new EmbeddingError(`The model "${model}" failed on a text: ${messageOf(cause)} Use another model.`, {
        cause,
      });
    });
    const vector = poolTokens(data as Float32Array, dims, profile.pooling);
    if (!isUnitVector(vector)) {
      throw new EmbeddingError(
        `The model "${model}" gave a vector that is not finite or has no length. Use another model.`,
      );
    }
    return vector;
  };
  const probe = await embed('back pain', 'question');
  return { id: model, fingerprint: fingerprintModel(stored, profile), dimensions: probe.length, embed };
}

type Library = Awaited<ReturnType<typeof importLibrary>>;
type Tensor = InstanceType<Library['ONNX']['Tensor']>;
/** What tokenizers make of a text. */
type Inputs = Readonly<{ input_ids: Tensor; attention_mask: Tensor; token_type_ids?: Tensor }>;

/** npm drops onnxruntime-node without a word when its install fails, and the error at import time names no remedy. */
async function importLibrary() {
  try {
    const [{ AutoTokenizer, PreTrainedTokenizer }, { ONNX }] = await Promise.all([
      import('@xenova/transformers/src/tokenizers.js'),
      import('@xenova/transformers/src/backends/onnx.js'),
    ]);
    return { AutoTokenizer, PreTrainedTokenizer, ONNX };
  } catch (cause) {
    throw new EmbeddingError(
      'onnxruntime-node is not installed, so no text can be embedded. Run "npm ci" again without --omit=optional, on a platform that it supports (Linux, macOS or Windows on x64 or arm64).',
      { cause },
    );
  }
}

/**
 * A function from a text to the model's output: what the library's pipeline for feature extraction does, which would read every file again and load
 * what pictures need.
 */
async function openModel({ AutoTokenizer, PreTrainedTokenizer, ONNX }: Library, stored: StoredModel) {
  const { tokenizer, tokenizerConfig, files } = stored;
  const classes: Readonly<Record<string, typeof PreTrainedTokenizer>> = AutoTokenizer.TOKENIZER_CLASS_MAPPING;
  const name = String(tokenizerConfig.tokenizer_class).replace(/Fast$/, '');
  const tokenize = new (classes[name] ?? PreTrainedTokenizer)(tokenizer, tokenizerConfig);
  const session = await ONNX.InferenceSession.create(files['onnx/model_quantized.onnx'], {
    executionProviders: ['cpu'],
  });
  return async (text: string) => {
    const inputs = tokenize._call(text, { padding: true, truncation: true }) as unknown as Inputs;
    const { data, dims } = inputs.input_ids;
    // Some models want segments although their tokenizer makes none.
    const segments = inputs.token_type_ids ?? new ONNX.Tensor('int64', new BigInt64Array(data.length), dims);
    const given = Object.entries({ ...inputs, token_type_ids: segments });
    const wanted = given.filter(([input]) => session.inputNames.includes(input));
    const outputs = await session.run(Object.fromEntries(wanted));
    const output = outputs.last_hidden_state ?? outputs.logits ?? outputs.token_embeddings;
    if (!output) throw new Error('It has no output that could be a vector.');
    return output;
  };
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

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.endsWith('.') ? message : `${message}.`;
}
