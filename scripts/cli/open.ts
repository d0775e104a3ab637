import { moderated } from '#src/moderated.js';
import { openDecisions } from '#src/moderation/decisions.js';
import { createLibrarian, openSearcher } from '#src/open-librarian.js';
import type { Librarian } from '#src/answer-question.js';
import type { Config } from '#src/config.js';
import { NoIndexError } from '#src/search-index/index-error.js';
import { reportFailure } from './command.js';
import { loadConfiguredEmbedder } from './load-embedder.js';

/** A librarian, and what keeps it from searching. */
export interface Opened {
  /** The librarian of this moment: decisions of moderators are heeded while the program runs. */
  readonly librarian: () => Librarian;
  readonly failure: Error | null;
}

/** Opens the index, building it first when there is none. When it cannot be opened, triage still works. */
export async function openOrBuild(config: Config): Promise<Opened> {
  try {
    const decisions = await openDecisions(config.moderationDir, { onFailure: reportFailure });
    const embedder = await loadConfiguredEmbedder(config);
    const searcher = await openSearcher(config.indexDir, embedder).catch(async (error: unknown) => {
      if (!(error instanceof NoIndexError)) throw error;
      const { buildWithProgress } = await import('./build.js');
      await buildWithProgress(config, embedder);
      return openSearcher(config.indexDir, embedder);
    });
    for (const warning of searcher.generation.warnings) console.error(warning);
    const whole = { ...(await createLibrarian(config, searcher)), onFailure: reportFailure };
    return { librarian: () => moderated(whole, decisions.standing()), failure: null };
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    const librarian = await createLibrarian(config, null);
    return { librarian: () => librarian, failure };
  }
}
