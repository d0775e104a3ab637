import { readPieces } from '../wording/pieces.js';
import type { Level } from './level.js';
import { findAlarmingPart, type Part } from './parts.js';
import type { RuleSet } from './rules.js';
import { triageByRules, type Evidence } from './ruling.js';
import { isAlarm, mayBeCrisis, settle, type Doubt } from './settle.js';
import { readWording, type Wording } from './wording.js';

export type { Level } from './level.js';
export type { Evidence } from './ruling.js';

export interface Triage {
  readonly level: Level | null;
  /** Flags and ids of the rules that give the level. */
  readonly flags: readonly string[];
  readonly rules: readonly string[];
  /** Everything that was found, also what does not count. */
  readonly evidence: readonly Evidence[];
  /** What the rules alone say. */
  readonly ruled: Level | null;
  /** How the message, or its part below, is worded beside labelled ones; null for a message without words. */
  readonly wording: Wording | null;
  /** The part that is an alarm by itself, where the whole message is none. */
  readonly part: Part | null;
  readonly language: 'en' | 'other';
}

/** In fewer English words the rules know nearly all signs: of development alarms they miss none that its wording does not name plainly. */
const FEW_WORDS = 8;

/** Finds warning signs in a message: by the rules, then by how labelled messages are worded. Pure, linear in its length, and never throws. */
export function triage(message: string, rules: RuleSet): Triage {
  const byRules = triageByRules(message, rules);
  const { decision, evidence, known, language } = byRules;
  const ruled = decision.level;
  const reading = readPieces(message);
  const whole = readWording(reading.pieces, known, rules.wording);
  const settled = settle(decision, whole, rules.rules, doubtOf(evidence, whole, language));
  if (isAlarm(settled.level)) return { ...settled, evidence, ruled, wording: whole, part: null, language };
  const found = findAlarmingPart(reading, byRules, rules.wording);
  if (found === null) return { ...settled, evidence, ruled, wording: whole, part: null, language };
  const { part, wording } = found;
  return { ...settle(decision, wording, rules.rules, null), evidence, ruled, wording, part, language };
}

function doubtOf(evidence: readonly Evidence[], wording: Wording | null, language: 'en' | 'other'): Doubt | null {
  const isImagined = ({ standing }: Evidence) => standing === 'hypothetical' || standing === 'definition';
  if (evidence.length > 0 && evidence.every(isImagined)) return 'imagined';
  if (evidence.length > 0 && evidence.every(({ standing }) => standing === 'denied')) return 'denied';
  if (language === 'other') return 'not English';
  const isShort = evidence.length === 0 && wording !== null && wording.words < FEW_WORDS && !mayBeCrisis(wording);
  return isShort ? 'few words' : null;
}
