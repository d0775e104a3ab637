import { isDelicate } from './delicate.js';
import { moreUrgent } from './level.js';
import type { RuleSet } from './rules.js';
import { isAlarm } from './settle.js';
import { triage, type Triage } from './triage.js';

/**
 * What is to be said to a message that follows up another one: a sign that was told a message ago has not gone. An alarm or something delicate there
 * counts as though this message told of it; evidence has its places in the message that it comes from.
 */
export function triageFollowUp(own: Triage, previous: string | undefined, rules: RuleSet): Triage {
  if (previous === undefined) return own;
  const before = triage(previous, rules);
  if (!isAlarm(before.level) && !isDelicate(before)) return own;
  const level = moreUrgent(own.level, before.level);
  const decisive = [before, own].filter((one) => one.level === level);
  return {
    ...own,
    level,
    flags: [...new Set(decisive.flatMap(({ flags }) => flags))],
    rules: [...new Set(decisive.flatMap((one) => one.rules))],
    evidence: [...before.evidence, ...own.evidence],
  };
}
