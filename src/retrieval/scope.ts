import { featuresOf } from '../wording/features.js';
import type { WeightTable } from '../wording/log-odds.js';
import { piecesOf } from '../wording/pieces.js';
import { readWeights } from '../wording/weights-file.js';
import { cleanQuestion } from './question-text.js';
import { RetrievalError } from './retrieval-error.js';

/** Learned by `npm run train-scope`. */
export const SCOPE_WEIGHTS = new URL('../../models/scope.bin', import.meta.url);

/**
 * From here a message is for the corpus although it says little. Above it lie 23 of the 25 follow-ups among the development questions, and 5 of the
 * 419 questions there that are off the topic.
 */
const PLAUSIBLE = 2.5;

/** Log-odds that a message is worded like questions to the corpus, and not like messages about other things. */
export type Scope = (question: string) => number;

/** Whether a message by itself, without what went before it, is worded like one to the corpus. */
export function isInScope(message: string, scope: Scope): boolean {
  return scope(cleanQuestion(message)) >= PLAUSIBLE;
}

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
