import type { Embedder } from '../embedding/embedder.js';
import type { TellProgress } from './build-progress.js';
import { KINDS, type Kind } from './generation-files.js';
import { readKnownVectors } from './known-texts.js';
import type { TextKey } from './text-keys.js';
import type { VectorTable } from './vector-search.js';

const ROLES = { passages: 'passage', questions: 'question' } as const satisfies Record<Kind, string>;

export interface EmbedOptions {
  readonly texts: Readonly<Record<Kind, readonly string[]>>;
  readonly keys: Readonly<Record<Kind, readonly TextKey[]>>;
  /** Folders of generations whose vectors may be taken over. */
  readonly earlier: readonly string[];
  readonly embedder: Embedder;
  readonly tell: TellProgress;
}

/**
 * The vectors of all texts. Those that an earlier generation holds are taken from there; only the others go through the model, each text once.
 * @throws {EmbeddingError}
 */
export async function embedTexts({
  texts,
  keys,
  earlier,
  embedder,
  tell,
}: EmbedOptions): Promise<{ tables: Readonly<Record<Kind, VectorTable>>; embedded: number }> {
  const known = async (kind: Kind) => readKnownVectors(earlier, kind, new Set(keys[kind]), embedder);
  const vectors = { passages: await known('passages'), questions: await known('questions') };
  const missing = KINDS.flatMap((kind) => {
    const byKey = new Map(keys[kind].map((key, row) => [key, texts[kind][row]!]));
    return [...byKey].filter(([key]) => !vectors[kind].has(key)).map(([key, text]) => ({ kind, key, text }));
  });
  for (const [done, { kind, key, text }] of missing.entries()) {
    vectors[kind].set(key, await embedder.embed(text, ROLES[kind]));
    await tell('embedding', done + 1, missing.length);
  }
  const table = (kind: Kind): VectorTable => {
    const values = new Float32Array(keys[kind].length * embedder.dimensions);
    for (const [row, key] of keys[kind].entries()) values.set(vectors[kind].get(key)!, row * embedder.dimensions);
    return { dimensions: embedder.dimensions, rows: keys[kind].length, values };
  };
  return { tables: { passages: table('passages'), questions: table('questions') }, embedded: missing.length };
}
