import { answerQuestion, type Librarian } from './answer-question.js';
import { buildIndex } from './build-index.js';
import type { Config } from './config.js';
import type { Embedder } from './embedding/embedder.js';
import { loadEmbedder } from './embedding/transformers.js';
import { moderated } from './moderated.js';
import type { Standing } from './moderation/standing.js';
import { createLibrarian, openLiveSearcher, type LiveSearcher } from './open-librarian.js';
import type { Searcher } from './retrieval/retrieve.js';

/** Told what happened while the library was opened. */
export interface LibraryLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Library {
  /** The librarian of this moment: a generation that is published later takes the place of the one before, and decisions of moderators are heeded. */
  readonly librarian: () => Librarian;
  /** The whole live generation, withheld sections included: for moderators alone. Null while nothing can be searched. */
  readonly searcher: () => Searcher | null;
}

/** A question that takes every path of an answer, so that the first member does not wait for compilers and caches. */
const WARM_UP = 'why does my lower back hurt when I hang from a bar?';

/**
 * Brings the index up to the corpus and opens it. What goes wrong is logged, and the bot goes on with what is left: the last good generation,
 * or safety notices alone. `standing` is what moderators have decided at that moment. @throws when the red-flag rules cannot be read
 */
export async function openLibrary(config: Config, standing: () => Standing, log: LibraryLog): Promise<Library> {
  const live = await openNewest(config, log);
  const searcher = () => live?.current() ?? null;
  const base: Librarian = {
    ...(await createLibrarian(config, null)),
    // Not the error itself: a model repeats the text that it failed on.
    onFailure: (error) => {
      log.error(
        { kind: error instanceof Error ? error.name : typeof error },
        'A search failed: answered without quotes',
      );
    },
  };
  const librarian = () => moderated({ ...base, searcher: searcher() }, standing());
  for (let turn = 0; turn < 3; turn++) await answerQuestion(WARM_UP, librarian(), { id: 'warm-up' });
  return { librarian, searcher };
}

async function openNewest(config: Config, log: LibraryLog): Promise<LiveSearcher | null> {
  try {
    const { embeddingModel: model, modelCacheDir: cacheDir, modelHost: host } = config;
    const embedder = await loadEmbedder({ model, cacheDir, host });
    await bringUpToDate(config, embedder, log);
    return await openLiveSearcher(config, embedder, {
      onSwitch: ({ generation: { manifest, warnings } }) => {
        log.info({ generation: manifest.generation, ...manifest.counts }, 'Answers come from this generation');
        for (const warning of warnings) log.error({}, warning);
      },
      onFailure: (err) => {
        log.error(
          { err },
          'Nothing can be searched in the published generation: the one before stays, and without one only notices are given',
        );
      },
    });
  } catch (err) {
    log.error(
      { err },
      'Nothing can be searched: only safety notices are given until this is mended and the bot restarted',
    );
    return null;
  }
}

async function bringUpToDate({ corpusDir, indexDir }: Config, embedder: Embedder, log: LibraryLog): Promise<void> {
  try {
    const { generation, published } = await buildIndex({ corpusDir, indexDir, embedder, now: new Date() });
    const { generation: name, counts } = generation.manifest;
    log.info(
      { generation: name, ...counts },
      published ? 'A new index was built and published' : 'The index is up to date',
    );
  } catch (err) {
    log.error({ err }, 'No index could be built of the corpus as it is; the last one is used if there is any');
  }
}
