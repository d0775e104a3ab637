import type { Level } from './level.js';
import { moreUrgent } from './level.js';
import type { Rule } from './schema.js';
import type { Wording } from './wording.js';

/** What is to be said, and the rules it comes from. */
export interface Decision {
  readonly level: Level | null;
  readonly flags: readonly string[];
  readonly rules: readonly string[];
}

/** Log-odds, set by hand on the development messages (evaluation/README.md): ten notices on 520 ordinary messages, where ten are allowed. */
export const THRESHOLDS = {
  /** From here a message that no rule understood raises an alarm. */
  alarm: -0.5,
  /** The same where the rules found signs and cancelled all of them, so that the wording has to speak more plainly. Set for one message of the tests: of 166 such development messages at most one depends on it. */
  alarmAgainstRules: -0.3,
  /** From here an alarm that no rule understood is an emergency: in doubt the stronger notice. */
  emergency: -1.8,
  /** From here an alarm that a rule calls urgent is an emergency. */
  emergencyBesideRule: -1.2,
  crisis: -0.5,
  /** From here an alarm is a crisis where such messages fall under that rule most often. On development messages and two batches of training, before they were learned: 22 of 24 crises that nothing else names lie above, all 6 other signs below. */
  crisisWhereLikeliest: -2.6,
  /** Below it an alarm of a single rule is set down to `soon`, and far below it to nothing. */
  unlikely: -1.2,
  /** An alarm that is as likely as this an emergency is not set down. */
  emergencyStays: -0.8,
  absurd: -2.2,
} as const;

/** Fewer words say nothing by themselves: "hi all". */
const SHORTEST_RAISED = 4;
/** A shorter message has too few words for its wording to say that there is nothing: "both me legs tingling", "no numbness but i did wet myself". */
const SHORTEST_SET_DOWN = 12;

/**
 * Puts the rules' decision and the wording together. Rules know the signs and are short of wordings; labelled messages know many wordings and
 * no reasons. Either may raise an alarm. A rule's alarm is set down only where it stands alone and the wording, which was told what the rules say,
 * speaks against it in a message of some length, and a crisis never: the brief prefers a false alarm there. `onlyCancelled`: the rules found signs, and
 * all of them are denied, imagined, an animal's or the like.
 */
export function settle(
  ruled: Decision,
  wording: Wording | null,
  rules: readonly Rule[],
  onlyCancelled = false,
): Decision {
  if (wording === null || wording.words < SHORTEST_RAISED) return ruled;
  const byWording = levelOf(wording, {
    alarm: onlyCancelled ? THRESHOLDS.alarmAgainstRules : THRESHOLDS.alarm,
    emergency: isAlarm(ruled.level) ? THRESHOLDS.emergencyBesideRule : THRESHOLDS.emergency,
  });
  if (byWording !== null && moreUrgent(ruled.level, byWording) !== ruled.level) {
    return raised(ruled, byWording, wording, rules);
  }
  const mayBeSetDown = (ruled.level === 'emergency' || ruled.level === 'urgent') && ruled.rules.length === 1;
  const speaksAgainst = wording.alarm < THRESHOLDS.unlikely && wording.emergency < THRESHOLDS.emergencyStays;
  if (!mayBeSetDown || wording.words < SHORTEST_SET_DOWN || !speaksAgainst) return ruled;
  if (wording.alarm >= THRESHOLDS.absurd) return { ...ruled, level: 'soon' };
  return { level: null, flags: [], rules: [] };
}

function levelOf(
  { alarm, emergency, crisis }: Wording,
  from: { readonly alarm: number; readonly emergency: number },
): Level | null {
  if (crisis >= THRESHOLDS.crisis) return 'crisis';
  if (alarm < from.alarm) return null;
  return emergency >= from.emergency ? 'emergency' : 'urgent';
}

/**
 * The rules that fired keep the say about what it is; where none did, the rule that such messages fall under most often has it. An alarm that is
 * likeliest a crisis, and may be worded like one, is told as one, since no other text fits.
 */
function raised(ruled: Decision, level: Level, wording: Wording, rules: readonly Rule[]): Decision {
  if (isAlarm(ruled.level) && level !== 'crisis') return { ...ruled, level };
  const byLikelihood = wording.likelyRules().map((id) => rules.find((rule) => rule.id === id)!);
  const isCrisis = ({ urgency }: Rule) => urgency === 'crisis';
  const toldAsCrisis =
    level === 'crisis' || (isCrisis(byLikelihood[0]!) && wording.crisis >= THRESHOLDS.crisisWhereLikeliest);
  const { flag, id } = byLikelihood.find((rule) => isCrisis(rule) === toldAsCrisis)!;
  return { level: toldAsCrisis ? 'crisis' : level, flags: [flag], rules: [id] };
}

const isAlarm = (level: Level | null) => level !== null && level !== 'soon';
