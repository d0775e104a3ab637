import { createLibrarian, openSearcher } from '#src/open-librarian.js';
import type { Librarian } from '#src/answer-question.js';
import type { Config } from '#src/config.js';
import { NoIndexError } from '#src/search-index/index-error.js';
import { reportFailure } from './command.js';
import { loadConfiguredEmbedder } from './load-embedder.js';

/** A librarian, and what keeps it from searching. */
export interface Opened {
  readonly librarian: Librarian;
  readonly failure: Error | null;
}

/** Opens the index, building it first when there is none. When it cannot be opened, triage still works. */
export async function openOrBuild(config: Config): Promise<Opened> {
  try {
    const embedder = await loadConfiguredEmbedder(config);
    const searcher = await openSearcher(config.indexDir, embedder).catch(async (error: unknown) => {
      if (!(error instanceof NoIndexError)) throw error;
      const { buildWithProgress } = await import('./build.js');
      await buildWithProgress(config, embedder);
      return openSearcher(config.indexDir, embedder);
    });
    for (const warning of searcher.generation.warnings) console.error(warning);
    return { librarian: { ...(await createLibrarian(config, searcher)), onFailure: reportFailure }, failure: null };
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    return { librarian: await createLibrarian(config, null), failure };
  }
}
