import type { Judgement } from './context.js';
import { readContext } from './context.js';
import type { Level } from './level.js';
import { LEVELS, moreUrgent } from './level.js';
import type { Mark, Marks } from './matcher.js';
import { firstAfter, wordsBetween } from './matcher.js';
import type { NamedSign, RuleSet } from './rules.js';
import type { Token } from './tokens.js';
import { tokenise } from './tokens.js';
import { isAlarm, mayBeCrisis, settle, type Decision, type Doubt } from './settle.js';
import { readWording, type Wording } from './wording.js';

export type { Level } from './level.js';

/** One sign that was found, what it stands for, and what was made of it. */
export interface Evidence {
  readonly rule: string;
  readonly sign: string;
  /** The words of the message, and where they are. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
  /** What the sign asks for; null when its surroundings cancelled it. */
  readonly level: Level | null;
  readonly standing: Judgement['standing'] | 'exception';
  /** The words that cancelled or lowered it. */
  readonly because?: string;
}

export interface Triage {
  readonly level: Level | null;
  /** Flags and ids of the rules that give the level. */
  readonly flags: readonly string[];
  readonly rules: readonly string[];
  /** Everything that was found, also what does not count. */
  readonly evidence: readonly Evidence[];
  /** How the message is worded beside labelled ones; null for a message without words. */
  readonly wording: Wording | null;
  readonly language: 'en' | 'other';
}

/** In fewer English words the rules know nearly all signs: of development alarms they miss none that its wording does not name plainly. */
const FEW_WORDS = 8;
/** Words between a sign and an exception that may cancel it. */
const EXCEPTION_REACH = 12;

/** Finds warning signs in a message: by the rules, then by how labelled messages are worded. Pure, linear in its length, and never throws. */
export function triage(message: string, rules: RuleSet): Triage {
  const ruled = triageByRules(message, rules);
  const { evidence, language } = ruled;
  const whole = settleText(message, ruled, rules);
  const told = isAlarm(whole.level) ? null : withoutQuestions(message, evidence);
  const part = told === null ? null : settleText(told, ruled, rules, 'part');
  return { ...(part && isAlarm(part.level) ? part : whole), evidence, language };
}

/** The rules' decision on a message, and how the message or a part of it is worded. */
function settleText(text: string, { decision, evidence, known, language }: Ruled, rules: RuleSet, doubt?: Doubt) {
  const wording = readWording(text, known, rules.wording);
  const settled = settle(decision, wording, rules.rules, doubt ?? doubtOf(evidence, wording, language));
  return { ...settled, wording };
}

function doubtOf(evidence: readonly Evidence[], wording: Wording | null, language: 'en' | 'other'): Doubt | null {
  const isImagined = ({ standing }: Evidence) => standing === 'hypothetical' || standing === 'definition';
  if (evidence.length > 0 && evidence.every(isImagined)) return 'imagined';
  if (language === 'other') return 'not English';
  const isShort = evidence.length === 0 && wording !== null && wording.words < FEW_WORDS && !mayBeCrisis(wording);
  return isShort ? 'few words' : null;
}

/** Sentences with what ends them. */
const SENTENCES = /[^.!?\n]+[.!?\n]*/gu;

/**
 * What a message tells: without the questions that hold no sign; null where there are none. Somebody with a sign asks about other things too, and what
 * those are worded like says nothing about the sign. A sign that lies in several sentences says nothing of any: "without a jolt? My saddle area".
 */
function withoutQuestions(message: string, evidence: readonly Evidence[]): string | null {
  if (!message.includes('?')) return null;
  const signs = evidence.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let told = '';
  let isWhole = true;
  for (const { 0: sentence, index } of message.matchAll(SENTENCES)) {
    const end = index + sentence.length;
    let holdsSign = false;
    for (let sign = signs[next]; sign !== undefined && sign.start < end; sign = signs[++next]) {
      if (sign.end <= end) holdsSign = true;
    }
    if (holdsSign || !sentence.includes('?')) told += sentence;
    else isWhole = false;
  }
  return isWhole ? null : told;
}

/** What the rules alone make of a message. */
export interface Ruled extends Pick<Triage, 'evidence' | 'language'> {
  readonly decision: Decision;
  /** What the wording is told of it: the groups of wordings that the message holds, and the rules' level. */
  readonly known: readonly string[];
}

export function triageByRules(message: string, rules: RuleSet): Ruled {
  const { tokens, language } = tokenise(message, rules.lexicon);
  const marks = rules.matcher.mark(tokens);
  const context = readContext(tokens, marks);
  const isPresent = (mark: Mark) => context.judge(mark).standing === 'present';
  /** A condition is met when it is there and not denied, imagined or merely asked about. */
  const isMet = (condition: number) => marks.some(condition, isPresent);
  const evidence: Evidence[] = [];
  for (const sign of rules.signs) {
    if (!marks.has(sign.id) || !sign.conditions.every(isMet)) continue;
    for (const mark of marks.at(sign.id))
      evidence.push(weigh(sign, mark, context.judge(mark), { tokens, marks, message }));
  }
  const decision = decide(evidence, rules, isMet);
  const known: string[] = [];
  for (const { name, id } of rules.groupIds) if (marks.has(id)) known.push(name);
  known.push(`rules say ${decision.level ?? 'nothing'}`);
  return { decision, evidence, known, language };
}

interface Found {
  readonly tokens: readonly Token[];
  readonly marks: Marks;
  readonly message: string;
}

function weigh(sign: NamedSign, mark: Mark, judgement: Judgement, found: Found): Evidence {
  const exception = sign.exception === undefined ? undefined : exceptionNear(mark, sign.exception, found);
  const cue = exception ?? judgement.cue;
  const standing = exception ? 'exception' : countsStill(judgement.standing, sign) ? 'present' : judgement.standing;
  const { start, end, words } = quote(mark, found);
  return {
    rule: sign.rule,
    sign: sign.name,
    words,
    start,
    end,
    level: levelOf(standing, sign.level),
    standing,
    ...(cue && standing !== 'present' && { because: quote(cue, found).words }),
  };
}

/** What a sign asks for in its surroundings: what is over is looked at soon, what is denied or imagined not at all. */
function levelOf(standing: Evidence['standing'], level: Level): Level | null {
  if (standing === 'present') return level;
  return standing === 'past' || standing === 'over' ? 'soon' : null;
}

/**
 * Cancer stays in the history; a drooping face that is straight again was a stroke all the same; and who asks what the
 * quickest way to die is does not ask about a word.
 */
function countsStill(standing: Judgement['standing'], { counts }: NamedSign): boolean {
  if (standing === 'definition') return counts.asked;
  if (standing === 'over') return counts.past || counts.passing;
  return standing === 'past' && counts.past;
}

function exceptionNear(mark: Mark, exception: number, { tokens, marks }: Found): Mark | undefined {
  const exceptions = marks.at(exception);
  const next = firstAfter(exceptions, mark.from - 1);
  return [exceptions[next - 1], exceptions[next]].find((other) => {
    if (!other) return false;
    const [first, second] = other.from < mark.from ? [other, mark] : [mark, other];
    return second.from <= first.to || wordsBetween(tokens, first.to, second.from) <= EXCEPTION_REACH;
  });
}

function quote({ from, to }: Mark, { tokens, message }: Found) {
  const { start } = tokens[from]!;
  const { end } = tokens[to]!;
  return { start, end, words: message.slice(start, end) };
}

/** The most urgent level of all signs that stand, after rules that others raise; and the rules that give it. */
function decide(
  evidence: readonly Evidence[],
  { rules, raises }: RuleSet,
  isMet: (condition: number) => boolean,
): Decision {
  const levels = new Map<string, Level>();
  for (const { rule, level } of evidence) if (level) levels.set(rule, moreUrgent(levels.get(rule) ?? null, level)!);
  const alarming = new Set([...levels].filter(([, level]) => level !== 'soon').map(([rule]) => rule));
  for (const raise of raises) {
    if (!alarming.has(raise.rule)) continue;
    const all = raise.conditions.length > 0 && raise.conditions.every(isMet);
    if (all || raise.rules.some((id) => alarming.has(id))) {
      levels.set(raise.rule, moreUrgent(levels.get(raise.rule)!, raise.to)!);
    }
  }
  const level = LEVELS.find((one) => [...levels.values()].includes(one)) ?? null;
  if (level === null) return { level, flags: [], rules: [] };
  const bearing = rules.filter(({ id }) => levels.get(id) === level);
  return { level, flags: [...new Set(bearing.map(({ flag }) => flag))], rules: bearing.map(({ id }) => id) };
}
