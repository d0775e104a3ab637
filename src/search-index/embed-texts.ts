import type { Embedder } from '../embedding/embedder.js';
import { KINDS, type Kind } from './generation-files.js';
import { readKnownVectors } from './known-texts.js';
import type { TextKey } from './text-keys.js';
import type { VectorTable } from './vector-search.js';

const ROLES = { passages: 'passage', questions: 'question' } as const satisfies Record<Kind, string>;

/**
 * The vectors of all texts. Those that one of the generations in `folders` holds are taken from there; only the others go through the model, each text
 * once. `onProgress` is told after each of them, and waited for.
 * @throws {EmbeddingError}
 */
export async function embedTexts(
  texts: Readonly<Record<Kind, readonly string[]>>,
  keys: Readonly<Record<Kind, readonly TextKey[]>>,
  folders: readonly string[],
  embedder: Embedder,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<{ tables: Readonly<Record<Kind, VectorTable>>; embedded: number }> {
  const known = async (kind: Kind) => readKnownVectors(folders, kind, new Set(keys[kind]), embedder);
  const vectors = { passages: await known('passages'), questions: await known('questions') };
  const missing = KINDS.flatMap((kind) => {
    const byKey = new Map(keys[kind].map((key, row) => [key, texts[kind][row]!]));
    return [...byKey].filter(([key]) => !vectors[kind].has(key)).map(([key, text]) => ({ kind, key, text }));
  });
  for (const [done, { kind, key, text }] of missing.entries()) {
    vectors[kind].set(key, await embedder.embed(text, ROLES[kind]));
    await onProgress(done + 1, missing.length);
  }
  const table = (kind: Kind): VectorTable => {
    const values = new Float32Array(keys[kind].length * embedder.dimensions);
    for (const [row, key] of keys[kind].entries()) values.set(vectors[kind].get(key)!, row * embedder.dimensions);
    return { dimensions: embedder.dimensions, rows: keys[kind].length, values };
  };
  return { tables: { passages: table('passages'), questions: table('questions') }, embedded: missing.length };
}
