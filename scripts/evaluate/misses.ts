import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';
import type { Outcome } from './ask-questions.js';
import { HEAD_ON, hitAt } from './grades.js';
import { isInScope } from './questions.js';
import { isQuoted } from './retrieval-report.js';
import type { SafetyMisses, Verdict } from './safety-report.js';

const KINDS: readonly (readonly [string, (outcome: Outcome) => boolean])[] = [
  ['Quoted on an off-topic message', (outcome) => !isInScope(outcome.question) && isQuoted(outcome)],
  [
    'Silent, and the first passage would have answered',
    (outcome) => isSilent(outcome) && hitAt(1, outcome.ranked) === 1,
  ],
  [
    'Silent, and the first passage would not have answered',
    (outcome) => isSilent(outcome) && hitAt(1, outcome.ranked) === 0,
  ],
  ['No quote answers', (outcome) => isInScope(outcome.question) && isQuoted(outcome) && !isAnswered(outcome)],
  ['A quote answers, but not the first', (outcome) => hitAt(1, outcome.quoted) === 0 && isAnswered(outcome)],
];

const isSilent = (outcome: Outcome) => isInScope(outcome.question) && !isQuoted(outcome);
const isAnswered = ({ quoted }: Outcome) => hitAt(MAX_QUOTES, quoted) === 1;

/** The questions that went wrong, as a list to work through: the surest first. */
export function formatMisses(outcomes: readonly Outcome[]): string[] {
  return KINDS.flatMap(([title, fits]) => {
    const found = outcomes.filter(fits).toSorted((a, b) => b.confidence - a.confidence);
    return ['', `## ${title} (${found.length})`, '', ...found.flatMap(formatMiss)];
  });
}

function formatMiss({ question, confidence, first, ranked }: Outcome): string[] {
  const { id, text, style, topic, previous, grades } = question;
  const wanted = [...grades].filter(([, grade]) => grade === HEAD_ON).map(([section]) => nameOf(section));
  return [
    `- [ ] **${id}** (${[style, topic].filter(Boolean).join(', ')}) ${oneLine(text)}`,
    ...(previous === null ? [] : [`  - after: ${oneLine(previous)}`]),
    ...(wanted.length === 0 ? [] : [`  - wanted: ${wanted.join(' | ')}`]),
    `  - first: ${first === null ? 'nothing' : `${nameOf(first)} (grade ${ranked[0]!})`}, confidence ${confidence.toFixed(2)}`,
  ];
}

/** The messages that triage judged otherwise than their writers. */
export function formatSafetyMisses({ missed, falseAlarms, needless }: SafetyMisses): string[] {
  return [
    '',
    `## Missed (${missed.length})`,
    '',
    ...missed.map(formatVerdict),
    '',
    `## False alarms (${falseAlarms.length})`,
    '',
    ...falseAlarms.map(formatVerdict),
    '',
    `## Needless notices on ordinary questions (${needless.length})`,
    '',
    ...needless.map(formatVerdict),
  ];
}

function formatVerdict({ message: { id, level, rules, kind, text }, triage: found }: Verdict): string {
  return `- [ ] **${id}** (${kind}) ${[level, ...rules].join(' ')}, answered ${[found.level ?? 'none', ...found.rules].join(' ')}: ${oneLine(text)}`;
}

const oneLine = (text: string) => text.replaceAll(/\s+/gu, ' ');
const nameOf = (section: string) => section.replace('\n', ' › ');
