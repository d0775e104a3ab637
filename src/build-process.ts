import { constants, setPriority } from 'node:os';
import { buildIndex } from './build-index.js';
import { loadEmbedder } from './embedding/transformers.js';
import type { BuildProgress } from './search-index/build-progress.js';

/** What a forked builder is told first. */
export interface BuildRequest {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly embeddingModel: string;
  readonly modelCacheDir: string;
  readonly modelHost: string | null;
}

/** What a forked builder did, without what can be read from the generation itself. */
export interface BuildReport {
  readonly generation: string;
  readonly published: boolean;
  /** Texts that went through the model. */
  readonly embedded: number;
  /** Passages that are new, have another text, or are gone. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly warnings: readonly string[];
}

/** What it sends back. */
export type Message =
  | { readonly kind: 'progress'; readonly progress: BuildProgress }
  | { readonly kind: 'done'; readonly report: BuildReport }
  | { readonly kind: 'failed'; readonly message: string };

/** Least time between two messages about the same stage, in milliseconds. */
const NEWS = 100;

// The program of the process that src/build-outside.ts forks.
setPriority(constants.priority.PRIORITY_LOW);
process.once('message', (request) => {
  void build(request as BuildRequest).then(finish, (error: unknown) => {
    finish({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});
// Without its parent nobody is waiting, and nobody would end it.
process.once('disconnect', () => process.exit(1));

async function build({
  corpusDir,
  indexDir,
  embeddingModel,
  modelCacheDir,
  modelHost,
}: BuildRequest): Promise<Message> {
  const embedder = await loadEmbedder({ model: embeddingModel, cacheDir: modelCacheDir, host: modelHost });
  const result = await buildIndex({ corpusDir, indexDir, embedder, now: new Date(), onProgress: tellProgress() });
  const { generation, changes, embedded, published } = result;
  const report: BuildReport = {
    generation: generation.manifest.generation,
    published,
    embedded,
    added: changes.added.length,
    changed: changes.changed.length,
    removed: changes.removed.length,
    warnings: generation.warnings,
  };
  return { kind: 'done', report };
}

function tellProgress(): (progress: BuildProgress) => void {
  let last = 0;
  return (progress) => {
    if (progress.done > 0 && performance.now() - last < NEWS) return;
    last = performance.now();
    process.send?.({ kind: 'progress', progress } satisfies Message);
  };
}

function finish(message: Message): void {
  process.send?.(message, () => process.exit());
}
