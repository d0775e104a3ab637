import { featuresOf } from '../wording/features.js';
import type { WeightTable } from '../wording/log-odds.js';
import { piecesOf } from '../wording/pieces.js';
import { readWeights } from '../wording/weights-file.js';
import { RetrievalError } from './retrieval-error.js';

/** Learned by `npm run train-scope`. */
export const SCOPE_WEIGHTS = new URL('../../models/scope.bin', import.meta.url);

/** Log-odds that a message is worded like questions to the corpus, and not like messages about other things. */
export type Scope = (question: string) => number;

/** @throws {RetrievalError} when the weights are missing or damaged */
export function openScope(): Scope {
  const weights = readScopeWeights();
  return (question) => weights.logOdds(featuresOf(piecesOf(question)))[0]!;
}

function readScopeWeights(): WeightTable {
  try {
    return readWeights(SCOPE_WEIGHTS, ['scope']).tables.scope;
  } catch (cause) {
    throw new RetrievalError(`${(cause as Error).message} Restore it, or make it anew with "npm run train-scope".`, {
      cause,
    });
  }
}
