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

/**
 * Log-odds, set by hand on the development messages with ten notices on 520 ordinary messages, where ten are allowed. What else each was held to stands
 * in evaluation/README.md, "Thresholds": look there before one is changed.
 */
export const THRESHOLDS = {
  /** A message raises an alarm by its wording alone from here. */
  alarm: -1.25,
  /** The same where that is doubtful. */
  alarmWhereDoubtful: { imagined: 1, denied: 0, 'few words': 0.3, 'not English': -0.6 },
  /** And where it has hardly any words, which say nothing by themselves: "hi all", but "kms". */
  alarmOfFewest: 1.5,
  /** A part of a message raises one from here, where the whole does not: a sentence by itself, two or three of them, and either where rules raise one in it. */
  alarmOfPart: { sentence: 2, sentences: 0.5, ruled: 0 },
  /** An alarm is an emergency from here: in doubt the stronger notice. */
  emergency: -2.8,
  /** A message is a crisis from here, whatever else it is. */
  crisis: -1.2,
  /** An alarm is a crisis from here, where such messages fall under that rule most often. */
  crisisWhereLikeliest: -2.6,
  /** An alarm of the rules is set down to `soon` below this. */
  unlikely: -1.5,
  /** So much lower for each word that a message is short of {@link MANY_WORDS}. */
  unlikelyForEachWordLess: -0.6,
  /** An alarm of the rules that is as likely as this an emergency is not set down. */
  emergencyStays: -1.6,
  /** One that is set down is dropped below this. */
  absurd: -2,
} as const;

/**
 * Why a message that the rules find no sign in is hardly an alarm: they found signs that are all imagined or asked about ("if i get numb between my
 * legs should i worry"), or all denied, it has few words, in which they know the signs ("bad pain since yesterday"), or it is not in English, of which fewer messages were
 * learned from.
 */
export type Doubt = keyof typeof THRESHOLDS.alarmWhereDoubtful;

/** Fewer words say hardly anything by themselves: "sorry, long." */
export const FEWEST_WORDS = 4;
/** In fewer words the wording has to speak more plainly against a sign that rules found, and none is dropped: "no numbness but i did wet myself". */
const MANY_WORDS = 14;

/**
 * Puts the rules' decision and the wording together. Rules know the signs and are short of wordings; labelled messages know many wordings and
 * no reasons. Either may raise an alarm. A rule's alarm is set down only where the wording, which was told what the rules say, speaks against it, more
 * plainly so where the words are few, and a crisis never: the brief prefers a false alarm there.
 */
export function settle(
  ruled: Decision,
  wording: Wording | null,
  rules: readonly Rule[],
  doubt: Doubt | null,
): Decision {
  if (wording === null) return ruled;
  if (wording.words < FEWEST_WORDS && wording.alarm < THRESHOLDS.alarmOfFewest) return ruled;
  const byWording = levelOf(wording, doubt ? THRESHOLDS.alarmWhereDoubtful[doubt] : THRESHOLDS.alarm);
  if (byWording !== null && moreUrgent(ruled.level, byWording) !== ruled.level) {
    return raised(ruled, byWording, wording, rules);
  }
  const mayBeSetDown = ruled.level === 'emergency' || ruled.level === 'urgent';
  if (!mayBeSetDown || wording.emergency >= THRESHOLDS.emergencyStays) return ruled;
  const wordsLess = Math.max(0, MANY_WORDS - wording.words);
  if (wording.alarm >= THRESHOLDS.unlikely + wordsLess * THRESHOLDS.unlikelyForEachWordLess) return ruled;
  if (wordsLess > 0 || wording.alarm >= THRESHOLDS.absurd) return { ...ruled, level: 'soon' };
  return { level: null, flags: [], rules: [] };
}

export function mayBeCrisis({ crisis }: Wording): boolean {
  return crisis >= THRESHOLDS.crisisWhereLikeliest;
}

function levelOf({ alarm, emergency, crisis }: Wording, alarmFrom: number): Level | null {
  if (crisis >= THRESHOLDS.crisis) return 'crisis';
  if (alarm < alarmFrom) return null;
  return emergency >= THRESHOLDS.emergency ? 'emergency' : 'urgent';
}

/**
 * The rules that fired keep the say about what it is; where none did, the rule that such messages fall under most often has it. An alarm that is
 * likeliest a crisis, and may be worded like one, is told as one, since no other text fits.
 */
function raised(ruled: Decision, level: Level, wording: Wording, rules: readonly Rule[]): Decision {
  if (isAlarm(ruled.level) && level !== 'crisis') return { ...ruled, level };
  const byLikelihood = wording.likelyRules().map((id) => rules.find((rule) => rule.id === id)!);
  const isCrisis = ({ urgency }: Rule) => urgency === 'crisis';
  const toldAsCrisis = level === 'crisis' || (isCrisis(byLikelihood[0]!) && mayBeCrisis(wording));
  const { flag, id } = byLikelihood.find((rule) => isCrisis(rule) === toldAsCrisis)!;
  return { level: toldAsCrisis ? 'crisis' : level, flags: [flag], rules: [id] };
}

export const isAlarm = (level: Level | null) => level !== null && level !== 'soon';
