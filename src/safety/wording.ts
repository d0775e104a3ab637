import { featuresOf } from '../wording/features.js';
import type { WeightTable } from '../wording/log-odds.js';
import type { Piece } from '../wording/pieces.js';
import { readWeights } from '../wording/weights-file.js';
import { RulesError } from './rules-error.js';
import type { Known } from './ruling.js';

/** Learned by `npm run train-triage`; it stands beside the rules and belongs to them. */
export const WORDING_WEIGHTS = new URL('../../src/safety/wording-weights.bin', import.meta.url);

/** What was learned from labelled messages. */
export interface WordingWeights {
  /** Heads `alarm` (crisis, emergency or urgent), `emergency` (or crisis) and `crisis`. */
  readonly levels: WeightTable;
  /** A head a rule, by its id. */
  readonly rules: WeightTable;
  /** Of the file: 8 hexadecimal digits. */
  readonly digest: string;
}

/** @throws {RulesError} when the file is missing or is not what its index says */
export function readWordingWeights(): WordingWeights {
  try {
    const { tables, digest } = readWeights(WORDING_WEIGHTS, ['levels', 'rules']);
    return { ...tables, digest };
  } catch (cause) {
    throw new RulesError(`${(cause as Error).message} Restore it, or make it anew with "npm run train-triage".`, {
      cause,
    });
  }
}

/** How a message is worded, next to labelled ones: natural log-odds, 0 is as likely as not. */
export interface Wording {
  /** How many words it was judged by. */
  readonly words: number;
  readonly alarm: number;
  readonly emergency: number;
  readonly crisis: number;
  /** Ids of the rules, the one that such messages fall under most often first; worked out when it is asked for, which is seldom. */
  readonly likelyRules: () => readonly string[];
}

/** Compares a message with labelled ones by its words and what is known of it. Null when it has no words. */
export function readWording(
  pieces: readonly Piece[],
  { features: known }: Known,
  weights: WordingWeights,
): Wording | null {
  let words = 0;
  for (const { isWord } of pieces) if (isWord) words++;
  if (words === 0) return null;
  const features = featuresOf(pieces, known);
  const { turn } = features;
  const [alarm, emergency, crisis] = weights.levels.logOdds(features) as [number, number, number];
  return {
    words,
    alarm,
    emergency,
    crisis,
    likelyRules: () => {
      const logOdds = weights.rules.logOdds(features.turn === turn ? features : featuresOf(pieces, known));
      const rules = weights.rules.heads.map(({ name }, head) => ({ name, logOdds: logOdds[head]! }));
      return rules.sort((a, b) => b.logOdds - a.logOdds).map(({ name }) => name);
    },
  };
}
