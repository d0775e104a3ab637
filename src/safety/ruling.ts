import { hashFeature } from '../wording/hash.js';
import type { Judgement } from './context.js';
import { readContext } from './context.js';
import type { Level } from './level.js';
import { LEVELS, moreUrgent } from './level.js';
import type { Mark, Marks } from './matcher.js';
import { firstAfter, wordsBetween } from './matcher.js';
import type { Part } from './parts.js';
import type { NamedSign, RuleSet } from './rules.js';
import type { Decision } from './settle.js';
import type { Token } from './tokens.js';
import { tokenise } from './tokens.js';

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

/** Words between a sign and an exception that may cancel it. */
const EXCEPTION_REACH = 12;

/** What the wording of a message or a part of it is told. */
export interface Known {
  /** What the rules alone say. */
  readonly level: Level | null;
  /** Hashes of features: the groups of wordings that it holds, and what the rules say. */
  readonly features: readonly number[];
}

/** What the rules alone make of a message. */
export interface Ruled {
  readonly decision: Decision;
  /** Everything that was found, also what does not count. */
  readonly evidence: readonly Evidence[];
  readonly known: Known;
  /** The same of a part. To be asked before the next message is triaged. */
  readonly knownIn: (part: Part) => Known;
  readonly language: 'en' | 'other';
}

/** Finds warning signs by the rules alone. */
export function triageByRules(message: string, rules: RuleSet): Ruled {
  const { tokens, language } = tokenise(message, rules.lexicon);
  const marks = rules.matcher.mark(tokens);
  const context = readContext(tokens, marks, rules.cueIds);
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
  const knownIn = ({ start, end }: Part): Known => {
    const from = tokens.findIndex((token) => token.start >= start);
    const to = tokens.findLastIndex((token) => token.end <= end);
    let level: Level | null = null;
    for (const sign of evidence) if (sign.start >= start && sign.end <= end) level = moreUrgent(level, sign.level);
    return know(level, (id) => marks.within(id, from, to), rules);
  };
  return {
    decision,
    evidence,
    known: know(decision.level, (id) => marks.has(id), rules),
    knownIn,
    language,
  };
}

const SAID = new Map([null, ...LEVELS].map((level) => [level, hashFeature(`rules say ${level ?? 'nothing'}`)]));

function know(level: Level | null, holds: (group: number) => boolean, { groupIds }: RuleSet): Known {
  const features = [SAID.get(level)!];
  for (const { id, feature } of groupIds) if (holds(id)) features.push(feature);
  return { level, features };
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
