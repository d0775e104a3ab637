import type { Librarian } from './answer-question.js';
import type { Config } from './config.js';
import type { Embedder } from './embedding/embedder.js';
import { createCorrection, prepareCorrection } from './retrieval/correct-spelling.js';
import { countWords } from './retrieval/vocabulary.js';
import { createUnderstanding } from './retrieval/understand.js';
import { openLearned, type Learned } from './retrieval/learned.js';
import type { Searcher } from './retrieval/retrieve.js';
import { openRules } from './safety/open-rules.js';
import type { Generation } from './search-index/generation.js';
import { followFile } from './search-index/follow-file.js';
import { openGeneration } from './search-index/open-generation.js';
import { pointerFile, requireCurrentFolder } from './search-index/publish.js';
import { takeAtOnce } from './wording/steps.js';

/**
 * Opens the published generation for searching.
 * @throws {IndexError} {RetrievalError} with the remedy
 */
export async function openSearcher(indexDir: string, embedder: Embedder): Promise<Searcher> {
  const generation = await openGeneration(await requireCurrentFolder(indexDir), embedder);
  return createSearcher(generation, embedder, await openLearned());
}

export interface SearcherOptions {
  /** Leave nothing to the first question that needs it: it takes longer, but questions are being answered meanwhile. */
  readonly ahead?: boolean;
}

/**
 * Puts around an open generation what searching it needs, whether or not it is published. Where its vectors cannot be used the weights are those for
 * words alone, as they are for a model that was never measured.
 */
export async function createSearcher(
  generation: Generation,
  embedder: Embedder,
  { calibrations, scope }: Learned,
  { ahead = false }: SearcherOptions = {},
): Promise<Searcher> {
  const prepared = ahead ? await prepareCorrection(generation) : undefined;
  let counted = prepared?.vocabulary;
  const vocabulary = () => (counted ??= takeAtOnce(countWords(generation)));
  return {
    generation,
    embedder,
    vocabulary,
    correct: createCorrection(vocabulary, prepared?.byDeletion),
    understand: createUnderstanding(generation.glossary),
    scope,
    calibrations: generation.vectorsUsable ? calibrations : { ...calibrations, models: {} },
  };
}

/** The live generation, whichever that is. */
export interface LiveSearcher {
  /** What to search now, or null while nothing can be opened. An answer keeps the one that it began with. */
  current(): Searcher | null;
  close(): void;
}

export interface LiveSearcherEvents {
  /** Another generation has taken the place of the one before. */
  readonly onSwitch?: (searcher: Searcher) => void;
  /** The published generation cannot be used; the one before, if there was one, stays. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Opens the published generation and follows every publication: a new one is opened and verified first, then takes the old one's place at once.
 * @throws {RetrievalError} when no generation could be searched
 */
export async function openLiveSearcher(
  { indexDir }: Pick<Config, 'indexDir'>,
  embedder: Embedder,
  { onSwitch, onFailure }: LiveSearcherEvents = {},
): Promise<LiveSearcher> {
  const learned = await openLearned();
  let searcher: Searcher | null = null;
  let closed = false;
  const pointer = await followFile(pointerFile(indexDir), async () => {
    try {
      const generation = await openGeneration(await requireCurrentFolder(indexDir), embedder);
      const opened = await createSearcher(generation, embedder, learned, { ahead: searcher !== null });
      if (closed) return;
      searcher = opened;
      onSwitch?.(opened);
    } catch (error) {
      if (!closed) onFailure?.(error);
    }
  });
  return {
    current: () => searcher,
    close: () => {
      closed = true;
      pointer.close();
    },
  };
}

/** Everything that answering needs, around a searcher that may be missing. @throws when the red-flag rules cannot be read */
export async function createLibrarian({ emergencyNumber }: Config, searcher: Searcher | null): Promise<Librarian> {
  return { rules: await openRules(), searcher, paused: false, emergencyNumber };
}
