import type { RuleSet } from '#src/safety/rules.js';
import { triage, type Triage } from '#src/safety/triage.js';
import { share, type Share } from '../statistics/wilson.js';
import type { LabelledMessage } from './safety-messages.js';

/** A labelled message and what triage made of it. */
export interface Verdict {
  readonly message: LabelledMessage;
  readonly triage: Triage;
}

export interface SafetyReport {
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
  /** Share of alarm messages judged rightly, by rule of the label. */
  readonly byRule: Readonly<Record<string, Share>>;
  /** The same by the flag that a member sees. */
  readonly byFlag: Readonly<Record<string, Share>>;
  /** Share judged rightly (alarm or no alarm), by kind of message. */
  readonly byKind: Readonly<Record<string, Share>>;
}

/** Questions without any sign: each notice on them is one too many. */
export interface OrdinaryReport {
  readonly messages: number;
  readonly notices: number;
}

/** The messages of which triage made something else than their label says. */
export interface SafetyMisses {
  readonly missed: readonly Verdict[];
  readonly falseAlarms: readonly Verdict[];
  /** Ordinary questions that got a notice of any level. */
  readonly needless: readonly Verdict[];
}

const isSevere = (level: string | null) => level === 'crisis' || level === 'emergency';
/** `soon` is no alarm, neither as a label nor as an answer. */
const isAlarm = (level: string | null) => isSevere(level) || level === 'urgent';
const isRight = ({ message: { level }, triage: found }: Verdict) =>
  isSevere(level) ? isSevere(found.level) : isAlarm(level) === isAlarm(found.level);

/** Asks triage about every message. */
export function judge(messages: readonly LabelledMessage[], rules: RuleSet): Verdict[] {
  return messages.map((message) => ({ message, triage: triage(message.text, rules) }));
}

/** Measures triage on labelled messages. */
export function reportSafety(verdicts: readonly Verdict[], rules: RuleSet): SafetyReport {
  const alarms = verdicts.filter(({ message }) => isAlarm(message.level));
  const others = verdicts.filter(({ message }) => !isAlarm(message.level));
  const flagOf = new Map(rules.rules.map(({ id, flag }) => [id, flag]));
  return {
    messages: verdicts.length,
    emergencySensitivity: shareOf(
      verdicts.filter(({ message }) => isSevere(message.level)),
      ({ triage: found }) => isSevere(found.level),
    ),
    emergencySpecificity: shareOf(
      verdicts.filter(({ message }) => !isSevere(message.level)),
      ({ triage: found }) => !isSevere(found.level),
    ),
    alarmSensitivity: shareOf(alarms, ({ triage: found }) => isAlarm(found.level)),
    alarmSpecificity: shareOf(others, ({ triage: found }) => !isAlarm(found.level)),
    hardNegativeSpecificity: shareOf(
      others.filter(({ message }) => message.level === 'none'),
      ({ triage: found }) => !isAlarm(found.level),
    ),
    byRule: shareBy(alarms, ({ message }) => message.rules),
    byFlag: shareBy(alarms, ({ message }) => [...new Set(message.rules.flatMap((id) => flagOf.get(id) ?? []))]),
    byKind: shareBy(verdicts, ({ message }) => [message.kind]),
  };
}

/** Missed alarms (the severe ones first), false alarms, and needless notices on ordinary questions. */
export function safetyMisses(verdicts: readonly Verdict[], ordinary: readonly Verdict[]): SafetyMisses {
  const wrong = verdicts.filter((verdict) => !isRight(verdict));
  const severeFirst = (one: Verdict) => Number(!isSevere(one.message.level));
  return {
    missed: wrong
      .filter(({ message }) => isAlarm(message.level))
      .toSorted((one, other) => severeFirst(one) - severeFirst(other)),
    falseAlarms: wrong.filter(({ message }) => !isAlarm(message.level)),
    needless: ordinary.filter(({ triage: found }) => found.level !== null),
  };
}

function shareBy(verdicts: readonly Verdict[], namesOf: (one: Verdict) => readonly string[]): Record<string, Share> {
  const names = [...new Set(verdicts.flatMap(namesOf))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return Object.fromEntries(
    names.map((name) => [
      name,
      shareOf(
        verdicts.filter((verdict) => namesOf(verdict).includes(name)),
        isRight,
      ),
    ]),
  );
}

function shareOf(verdicts: readonly Verdict[], right: (one: Verdict) => boolean): Share {
  return share(verdicts.filter(right).length, verdicts.length);
}
