import type { Embedder } from '../embedding/embedder.js';
import type { TellProgress } from './build-progress.js';
import type { Live, Texts } from './generation.js';
import { KINDS, type Kind } from './generation-files.js';
import { copyKnownVectors } from './known-texts.js';
import type { TextKey } from './text-keys.js';
import { rowOf, type VectorTable } from './vector-search.js';

const ROLES = { passages: 'passage', questions: 'question' } as const satisfies Record<Kind, string>;

export interface EmbedOptions {
  readonly texts: Readonly<Record<Kind, Texts>>;
  readonly keys: Readonly<Record<Kind, readonly TextKey[]>>;
  readonly live: Live | null;
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
  live,
  earlier,
  embedder,
  tell,
}: EmbedOptions): Promise<{ tables: Readonly<Record<Kind, VectorTable>>; embedded: number }> {
  const { dimensions } = embedder;
  const blank = (rows: number): VectorTable => ({ dimensions, rows, values: new Float32Array(rows * dimensions) });
  const tables = { passages: blank(keys.passages.length), questions: blank(keys.questions.length) };
  const missing: { readonly kind: Kind; readonly text: string; readonly rows: readonly number[] }[] = [];
  for (const kind of KINDS) {
    const rows = await copyKnownVectors(earlier, live, kind, keys[kind], tables[kind], embedder);
    for (const same of groupBy(rows, (row) => keys[kind][row]!))
      missing.push({ kind, text: texts[kind].at(same[0]!)!, rows: same });
  }
  for (const [done, { kind, text, rows }] of missing.entries()) {
    const vector = await embedder.embed(text, ROLES[kind]);
    for (const row of rows) rowOf(tables[kind], row).set(vector);
    await tell('embedding', done + 1, missing.length);
  }
  return { tables, embedded: missing.length };
}

function groupBy(rows: readonly number[], keyOf: (row: number) => TextKey): Iterable<readonly number[]> {
  const groups = new Map<TextKey, number[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups.values();
}
