import type { Level } from './level.js';
import { LEVELS, moreUrgent } from './level.js';
import type { Triage } from './triage.js';

/** A message whose level is known, and how alike it is (cosine similarity, 1 is the same). */
export interface Neighbour {
  readonly level: Level | null;
  readonly flag: string | null;
  readonly similarity: number;
}

/** Chosen to be cautious, not measured: the retrieval side may pass only neighbours it trusts. */
const ALIKE = 0.8;
const AGREEING = 3;

/**
 * Lets labelled neighbours in embedding space raise a level, when the nearest and at least three close ones agree on
 * an alarm. Never lowers one: rules that a person can read have the last word downwards. Crisis and `soon` are left
 * to the rules.
 */
export function raise(triage: Triage, neighbours: readonly Neighbour[]): Triage {
  const close = neighbours
    .filter(({ similarity }) => similarity >= ALIKE)
    .toSorted((a, b) => b.similarity - a.similarity);
  const [nearest] = close;
  if (!nearest || !isAlarm(nearest.level) || nearest.flag === null) return triage;
  const agreeing = close.filter(({ level }) => isAlarm(level) && moreUrgent(level, nearest.level) === level);
  if (agreeing.length < AGREEING || moreUrgent(triage.level, nearest.level) === triage.level) return triage;
  return { ...triage, level: nearest.level, flags: [nearest.flag], rules: [] };
}

const isAlarm = (level: Level | null): level is 'emergency' | 'urgent' =>
  level !== null && LEVELS.indexOf(level) > 0 && LEVELS.indexOf(level) < 3;
