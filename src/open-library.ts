import { answerQuestion, type Librarian } from './answer-question.js';
import { buildIndex } from './build-index.js';
import type { Config } from './config.js';
import type { Embedder } from './embedding/embedder.js';
import { loadEmbedder } from './embedding/transformers.js';
import { moderated } from './moderated.js';
import { holdsCorpus } from './moderation/corpus-folder.js';
import type { Standing } from './moderation/standing.js';
import { createLibrarian, openLiveSearcher, type LiveSearcher } from './open-librarian.js';
import type { Searcher } from './retrieval/retrieve.js';
import { IndexError, NoIndexError, PointerError } from './search-index/index-error.js';
import type { Generation } from './search-index/generation.js';

/** Told what happened while the library was opened. */
export interface LibraryLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Library {
  /** The librarian of this moment: a generation that is published later takes the place of the one before, and decisions of moderators are heeded. */
  readonly librarian: () => Librarian;
  /** The whole live generation, withheld sections included: for moderators alone. Null while nothing can be searched. */
  readonly searcher: () => Searcher | null;
}

const NOTHING_NEW =
  'Nothing can be searched in the published generation: the one before stays, and without one only notices are given';

/**
 * A question that takes every path of an answer, so that the first member does not wait for compilers and caches. One word is mistyped: what puts
 * words right is made at the first need, and the first mistyped question would wait 25 ms for it.
 */
const WARM_UP = 'why does my lowwer back hurt when I hang from a bar?';
/** Another question right after them took 11 to 21 ms after one, 3 to 12 ms after three. */
const WARM_UP_TURNS = 3;

/**
 * Opens the published generation as it is; where none can be opened, the index is built of the corpus first. What goes wrong is logged, and the bot
 * goes on with what is left: the last good generation, or safety notices alone. `standing` is what moderators have decided at that moment. @throws when the red-flag rules cannot be read
 */
export async function openLibrary(config: Config, standing: () => Standing, log: LibraryLog): Promise<Library> {
  const live = await openLive(config, log);
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
  for (let turn = 0; turn < WARM_UP_TURNS; turn++) await answerQuestion(WARM_UP, librarian(), { id: 'warm-up' });
  return { librarian, searcher };
}

async function openLive(config: Config, log: LibraryLog): Promise<LiveSearcher | null> {
  try {
    const { embeddingModel: model, modelCacheDir: cacheDir, modelHost: host } = config;
    const embedder = await loadEmbedder({ model, cacheDir, host });
    let opening = true;
    let failure: unknown = null;
    const open = () =>
      openLiveSearcher(config, embedder, {
        onSwitch: ({ generation: { manifest, warnings } }) => {
          log.info({ generation: manifest.generation, ...manifest.counts }, 'Answers come from this generation');
          for (const warning of warnings) log.error({}, warning);
        },
        onFailure: (err) => {
          if (opening) failure = err;
          else log.error({ err }, NOTHING_NEW);
        },
      });
    const found = await open();
    opening = false;
    const generation = found.current()?.generation;
    if (generation) {
      void compareWithCorpus(generation, config, log);
      return found;
    }
    found.close();
    // Against anything else building does not help, and it would publish what stands in the corpus folder.
    if (!(failure instanceof IndexError) || failure instanceof PointerError) throw failure;
    if (!(failure instanceof NoIndexError))
      log.error({ err: failure }, 'The published generation cannot be used: the index is built anew');
    await buildFirst(config, embedder, log);
    return await open();
  } catch (err) {
    log.error(
      { err },
      'Nothing can be searched: only safety notices are given until this is mended and the bot restarted',
    );
    return null;
  }
}

/** Publishing is for moderators, who may have gone back from the text in the folder on purpose: a start only says that there is another one. */
async function compareWithCorpus(generation: Generation, { corpusDir }: Config, log: LibraryLog): Promise<void> {
  const name = generation.manifest.generation;
  if (await holdsCorpus(generation, corpusDir)) {
    log.info({ generation: name, ...generation.manifest.counts }, 'The index is up to date');
    return;
  }
  log.warn(
    { generation: name },
    'The corpus folder holds another text than the published generation, or cannot be read: /corpus refresh or "npm run index -- --review" says what is different',
  );
}

async function buildFirst({ corpusDir, indexDir }: Config, embedder: Embedder, log: LibraryLog): Promise<void> {
  try {
    const { generation, published } = await buildIndex({ corpusDir, indexDir, embedder, now: new Date() });
    const { generation: name, counts } = generation.manifest;
    if (published) log.info({ generation: name, ...counts }, 'A new index was built and published');
  } catch (err) {
    log.error({ err }, 'No index could be built of the corpus as it is');
  }
}
