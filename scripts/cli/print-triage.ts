import colors from 'picocolors';
import type { Notice } from '#src/safety/notices.js';
import type { RuleSet } from '#src/safety/rules.js';
import type { Evidence, Triage } from '#src/safety/triage.js';
import type { Wording } from '#src/safety/wording.js';

const STANDINGS: Record<Evidence['standing'], string> = {
  present: 'counts',
  denied: 'denied',
  hypothetical: 'only imagined',
  definition: 'a question about a word',
  past: 'long ago',
  over: 'over',
  animal: 'about an animal',
  figurative: 'a figure of speech',
  exception: 'an exception of this sign',
};

/** What triage found, what cancelled it, and the notice, as a person reads it in a terminal. */
export function formatTriage(
  message: string,
  { level, ruled, evidence, wording, part, language }: Triage,
  notice: Notice | null,
  rules: RuleSet,
): string {
  const counting = evidence.filter((one) => one.level !== null);
  const cancelled = evidence.filter((one) => one.level === null);
  return [
    `${colors.bold('Message')}   ${underline(message, counting)}`,
    `${colors.bold('Level')}     ${level === null ? 'none' : colors.red(level)}${language === 'other' ? ' (not in English)' : ''}`,
    ...(ruled === level ? [] : [`${colors.bold('Rules')}     ${ruled ?? 'none'} by themselves`]),
    ...(wording ? [`${colors.bold('Wording')}   ${formatWording(wording)}`] : []),
    ...(part ? [`${colors.bold('Read')}      by itself: "${message.slice(part.start, part.end).trim()}"`] : []),
    ...section('Counts', counting, rules),
    ...section('Cancelled', cancelled, rules),
    ...(notice ? ['', colors.bold('Notice'), notice.text] : []),
    '',
    colors.dim(`Rule set ${rules.version}`),
  ].join('\n');
}

/** Chances as the labelled messages have them; rules and wording together give the level. */
function formatWording({ alarm, emergency, crisis, likelyRules }: Wording): string {
  const chance = (logOdds: number) => `${(100 / (1 + Math.exp(-logOdds))).toFixed(0)}%`;
  return `alarm ${chance(alarm)}, emergency ${chance(emergency)}, crisis ${chance(crisis)}; if an alarm, most like ${likelyRules()[0]!}`;
}

function section(title: string, evidence: readonly Evidence[], { signs }: RuleSet): string[] {
  if (evidence.length === 0) return [];
  const lines = evidence.map(({ rule, sign, words, level, standing, because }) => {
    const pattern = signs.find(({ name }) => name === sign)?.say.join(' or ') ?? '';
    const why = [STANDINGS[standing], ...(because ? [`because of "${because}"`] : []), ...(level ? [level] : [])].join(
      ', ',
    );
    return `  ${colors.cyan(rule)} "${words}": ${why}\n      ${colors.dim(`${sign}: ${pattern}`)}`;
  });
  return ['', colors.bold(title), ...new Set(lines)];
}

function underline(message: string, evidence: readonly Evidence[]): string {
  return Array.from({ length: message.length }, (_, at) => {
    const letter = message[at]!;
    return evidence.some(({ start, end }) => at >= start && at < end) ? colors.underline(letter) : letter;
  }).join('');
}
