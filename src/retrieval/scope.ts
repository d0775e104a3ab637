import { featuresOf, piecesOf } from '../wording/features.js';
import { readWeights } from '../wording/weights-file.js';

/** Learned by `npm run train-scope`. */
export const SCOPE_WEIGHTS = new URL('../../models/scope.bin', import.meta.url);

/** Log-odds that a message is worded like questions to the corpus, and not like messages about other things. */
export type Scope = (question: string) => number;

/** @throws {Error} when the weights are missing or damaged */
export function openScope(): Scope {
  const { tables } = readWeights(SCOPE_WEIGHTS, ['scope']);
  return (question) => tables.scope.logOdds(featuresOf(piecesOf(question)))[0]!;
}
