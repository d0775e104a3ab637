import type { Librarian } from './answer-question.js';
import type { Config } from './config.js';
import type { Embedder } from './embedding/embedder.js';
import { createCorrection } from './retrieval/correct-spelling.js';
import { createUnderstanding } from './retrieval/understand.js';
import { readCalibrations } from './retrieval/calibration.js';
import type { Searcher } from './retrieval/retrieve.js';
import { openScope } from './retrieval/scope.js';
import { openRules } from './safety/open-rules.js';
import { openGeneration } from './search-index/open-generation.js';
import { requireCurrentFolder } from './search-index/publish.js';

/** Opens the published generation for searching. @throws {IndexError} with the remedy */
export async function openSearcher(indexDir: string, embedder: Embedder): Promise<Searcher> {
  const generation = await openGeneration(await requireCurrentFolder(indexDir), embedder);
  return {
    generation,
    embedder,
    correct: createCorrection(generation),
    understand: createUnderstanding(generation.glossary),
    scope: openScope(),
    calibrations: await readCalibrations(),
  };
}

/** Everything that answering needs, around a searcher that may be missing. @throws when the red-flag rules cannot be read */
export async function createLibrarian({ emergencyNumber }: Config, searcher: Searcher | null): Promise<Librarian> {
  return { rules: await openRules(), searcher, emergencyNumber };
}
