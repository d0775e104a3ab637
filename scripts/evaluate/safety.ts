import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LEVELS } from '#src/safety/level.js';
import type { RuleSet } from '#src/safety/rules.js';
import { readRules } from '#src/safety/rules.js';
import type { Triage } from '#src/safety/triage.js';
import { triage } from '#src/safety/triage.js';

const message = z.object({
  id: z.string(),
  text: z.string(),
  level: z.enum([...LEVELS, 'none']),
  rules: z.array(z.string()).default([]),
  kind: z.string().default('ordinary'),
});

/** Each letter stands for other writers: those of the test messages wrote none of the development messages. */
const DEVELOPMENT = [
  'messages-o.jsonl',
  'messages-p.jsonl',
];
const TEST = ['messages-c.jsonl', 'messages-d.jsonl'];

/** A message with the level that clinically minded writers gave it; see evaluation/safety. */
export type LabelledMessage = z.infer<typeof message>;

/** A share with its Wilson 95% interval. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

export interface Verdict {
  readonly message: LabelledMessage;
  readonly triage: Triage;
}

export interface SplitReport {
  readonly messages: number;
  /** Crisis and emergency alone: an emergency answered as urgent is a miss. */
  readonly emergencySensitivity: Share;
  /** Of all messages below emergency, how many did not get the emergency text. */
  readonly emergencySpecificity: Share;
  /** Crisis, emergency and urgent together: any of the three counts as an alarm. */
  readonly alarmSensitivity: Share;
  /** Of all messages labelled none or soon, how many raised no alarm. */
  readonly alarmSpecificity: Share;
  /** Of the messages labelled none alone. */
  readonly hardNegativeSpecificity: Share;
  /** Share of alarm messages that got an alarm, by rule of the label. */
  readonly byRule: ReadonlyMap<string, Share>;
  /** Share judged rightly (alarm or no alarm), by kind of message. */
  readonly byKind: ReadonlyMap<string, Share>;
  readonly misses: readonly Verdict[];
  readonly falseAlarms: readonly Verdict[];
}

export interface SafetyReport {
  readonly version: string;
  readonly development: SplitReport;
  /** Null when it was not asked for. */
  readonly test: SplitReport | null;
  readonly ordinary: { readonly messages: number; readonly notices: readonly Verdict[] };
}

/** Reads the labelled messages below `folder` and measures both halves apart. */
/** Measures the development messages and, for final figures only, the test messages. */
export async function runSafetyEvaluation(folder: string, withTest: boolean): Promise<SafetyReport> {
  const rules = readRules();
  const read = async (...names: string[]) =>
    (await Promise.all(names.map((name) => readMessages(join(folder, name))))).flat();
  const ordinary = await read('ordinary.jsonl');
  return {
    version: rules.version,
    development: evaluateSafety(await read(...DEVELOPMENT), rules),
    test: withTest ? evaluateSafety(await read(...TEST), rules) : null,
    ordinary: { messages: ordinary.length, notices: judge(ordinary, rules).filter((one) => one.triage.level !== null) },
  };
}

async function readMessages(file: string): Promise<LabelledMessage[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) => (line.trim() ? [parseLine(line, `${file}:${index + 1}`)] : []));
}

function parseLine(line: string, place: string): LabelledMessage {
  try {
    return message.parse({ level: 'none', ...(JSON.parse(line) as object) });
  } catch (cause) {
    throw new Error(`${place} is not a labelled message {"id","text","level","rules","kind"}: correct the line`, {
      cause,
    });
  }
}

const judge = (messages: readonly LabelledMessage[], rules: RuleSet): Verdict[] =>
  messages.map((one) => ({ message: one, triage: triage(one.text, rules) }));

/** Measures triage on labelled messages. `soon` is no alarm, neither as a label nor as an answer. */
export function evaluateSafety(messages: readonly LabelledMessage[], rules: RuleSet): SplitReport {
  const verdicts = judge(messages, rules);
  const severe = (level: string | null) => level === 'crisis' || level === 'emergency';
  const alarm = (level: string | null) => severe(level) || level === 'urgent';
  const right = ({ message: { level }, triage: found }: Verdict) =>
    severe(level) ? severe(found.level) : alarm(level) === alarm(found.level);
  const alarms = verdicts.filter((one) => alarm(one.message.level));
  const severes = verdicts.filter((one) => severe(one.message.level));
  const others = verdicts.filter((one) => !alarm(one.message.level));
  return {
    messages: messages.length,
    emergencySensitivity: share(severes, (one) => severe(one.triage.level)),
    emergencySpecificity: share(
      verdicts.filter((one) => !severe(one.message.level)),
      (one) => !severe(one.triage.level),
    ),
    alarmSensitivity: share(alarms, (one) => alarm(one.triage.level)),
    alarmSpecificity: share(others, (one) => !alarm(one.triage.level)),
    hardNegativeSpecificity: share(
      others.filter((one) => one.message.level === 'none'),
      (one) => !alarm(one.triage.level),
    ),
    byRule: shareBy(alarms, (one) => one.message.rules, right),
    byKind: shareBy(verdicts, (one) => [one.message.kind], right),
    misses: [...severes, ...alarms.filter((one) => !severe(one.message.level))].filter((one) => !right(one)),
    falseAlarms: others.filter((one) => !right(one)),
  };
}

function shareBy(
  verdicts: readonly Verdict[],
  keys: (one: Verdict) => readonly string[],
  right: (one: Verdict) => boolean,
) {
  const names = [...new Set(verdicts.flatMap(keys))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return new Map(
    names.map((name) => [
      name,
      share(
        verdicts.filter((one) => keys(one).includes(name)),
        right,
      ),
    ]),
  );
}

/** Wilson score interval at 95% (Wilson 1927, J Am Stat Assoc 22:209): stays within 0 and 1 for small counts. */
function share(verdicts: readonly Verdict[], right: (one: Verdict) => boolean): Share {
  const of = verdicts.length;
  const hits = verdicts.filter(right).length;
  if (of === 0) return { hits, of, low: 0, high: 1 };
  const z2 = 1.96 ** 2;
  const centre = (hits + z2 / 2) / (of + z2);
  const half = (1.96 * Math.sqrt((hits * (of - hits)) / of + z2 / 4)) / (of + z2);
  return { hits, of, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The report as Markdown, misses and false alarms listed in full. */
export function formatSafetyReport({ version, development, test, ordinary }: SafetyReport): string {
  return [
    `Rule set ${version}.`,
    '',
    ...formatSplit('Development split', development),
    ...(test ? formatSplit('Test split', test) : []),
    '### Ordinary questions',
    '',
    `${ordinary.notices.length} notices on ${ordinary.messages} ordinary questions without a sign.`,
    '',
    ...ordinary.notices.map(formatVerdict),
    '',
  ].join('\n');
}

function formatSplit(title: string, split: SplitReport): string[] {
  return [
    `### ${title} (${split.messages} messages)`,
    '',
    '| Measure | Share | 95% interval | Count |',
    '|---|---|---|---|',
    formatShare('Sensitivity, crisis and emergency', split.emergencySensitivity),
    formatShare('Specificity, crisis and emergency', split.emergencySpecificity),
    formatShare('Sensitivity, all alarms (crisis, emergency, urgent)', split.alarmSensitivity),
    formatShare('Specificity, all alarms (none and soon)', split.alarmSpecificity),
    formatShare('Specificity, all alarms (hard negatives: none)', split.hardNegativeSpecificity),
    '',
    '| Rule | Sensitivity | 95% interval | Count |',
    '|---|---|---|---|',
    ...[...split.byRule].map(([rule, value]) => formatShare(rule, value)),
    '',
    '| Kind | Judged rightly | 95% interval | Count |',
    '|---|---|---|---|',
    ...[...split.byKind].map(([kind, value]) => formatShare(kind, value)),
    '',
    `Misses (${split.misses.length}):`,
    '',
    ...split.misses.map(formatVerdict),
    '',
    `False alarms (${split.falseAlarms.length}):`,
    '',
    ...split.falseAlarms.map(formatVerdict),
    '',
  ];
}

const percent = (value: number) => `${(100 * value).toFixed(1)}%`;

const formatShare = (name: string, { hits, of, low, high }: Share) =>
  `| ${name} | ${of ? percent(hits / of) : 'none'} | ${percent(low)} to ${percent(high)} | ${hits} of ${of} |`;

const formatVerdict = ({ message: { id, level, rules, kind, text }, triage: found }: Verdict) =>
  `- ${id} (${[level, ...rules].join(' ')}, ${kind}) answered ${[found.level ?? 'none', ...found.rules].join(' ')}: ${text.replaceAll(/\s+/gu, ' ')}`;
