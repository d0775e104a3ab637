import { englishWords } from '../wording/english.js';
import { hashFeature } from '../wording/hash.js';
import type { Level } from './level.js';
import { CUES, type CueIds } from './cues.js';
import { createLexicon, type Lexicon } from './lexicon.js';
import { compilePatterns, type Compiled, type Patterns } from './compile.js';
import { createMatcher, type Matcher } from './matcher.js';
import { groupName, parsePattern } from './pattern.js';
import { RulesError } from './rules-error.js';
import type { Rule, RulesFile, Sign, WritingFile } from './schema.js';
import type { WordingWeights } from './wording.js';

/** What red-flags.yaml and the word files say: checked, plain data. */
export interface RuleFiles {
  readonly content: RulesFile;
  /** Named word lists, the name in angle brackets. */
  readonly groups: readonly (readonly [string, readonly string[]])[];
  readonly writing: WritingFile;
  /** Of all files, so that another wording is another version. */
  readonly digest: string;
}

/**
 * What triage asks of a sign, of itself and of its rule: its level, whether it counts although it is over, has passed or is only asked about, and the
 * numbers that the matcher has for it, its conditions and its exception. All are objects of one shape, so that V8 compiles triage once.
 */
export interface NamedSign {
  readonly name: string;
  /** Its patterns. */
  readonly say: readonly string[];
  readonly rule: string;
  readonly level: Level;
  readonly counts: { readonly past: boolean; readonly passing: boolean; readonly asked: boolean };
  readonly id: number;
  readonly conditions: readonly number[];
  readonly exception: number | undefined;
}

/** When a rule is more urgent than usual: all conditions are met, or one of these rules has fired too. */
export interface Raise {
  readonly rule: string;
  readonly to: Level;
  /** Their numbers in the matcher. */
  readonly conditions: readonly number[];
  readonly rules: readonly string[];
}

export interface RuleSet {
  /** Written in red-flags.yaml, with digests of all rule and word files and of the learned weights: "2026.11.22-1+3f9a0c1b.5d01c2aa". */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly signs: readonly NamedSign[];
  readonly raises: readonly Raise[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** For each group the number that the matcher has for it, and its hash as a feature of wordings. */
  readonly groupIds: readonly { readonly id: number; readonly feature: number }[];
  readonly cueIds: CueIds;
  readonly file: RulesFile;
  readonly lexicon: Lexicon;
  readonly matcher: Matcher;
  readonly wording: WordingWeights;
}

/** Patterns ready for the matcher, and the words they are written with: what takes longest of a start, so that a snapshot holds it. */
export interface CompiledRules extends Compiled {
  readonly vocabulary: readonly string[];
}

/**
 * Makes rules ready for use.
 * @throws {RulesError} when patterns name groups that are not there, or each other in a circle, or when rules are missing that wording was learned for
 */
export function compileRules(files: RuleFiles, wording: WordingWeights, compiled = compileFiles(files)): RuleSet {
  const { content, groups, writing, digest } = files;
  const { signs, raises } = nameSigns(files);
  const matcher = createMatcher(compiled);
  checkAgainst(content.rules, wording);
  return {
    version: `${content.version}+${digest}.${wording.digest}`,
    rules: content.rules,
    signs: signs.map(({ name, sign, rule, conditions, exception }) => ({
      name,
      say: sign.say,
      rule: rule.id,
      level: sign.level ?? rule.urgency,
      counts: { past: rule['past-counts'], passing: rule['passing-counts'], asked: rule['asked-counts'] },
      id: matcher.idOf(name),
      conditions: conditions.map(matcher.idOf),
      exception: exception === undefined ? undefined : matcher.idOf(exception),
    })),
    raises: raises.map(({ conditions, ...raise }) => ({ ...raise, conditions: conditions.map(matcher.idOf) })),
    groups: new Map(groups),
    groupIds: groups.map(([name]) => ({ id: matcher.idOf(name), feature: hashFeature(name) })),
    cueIds: Object.fromEntries(CUES.map((name) => [name, matcher.idOf(`<${name}>`)])) as CueIds,
    file: content,
    lexicon: readLexicon(writing, compiled),
    matcher,
    wording,
  };
}

/** What wording may raise must be there to be raised. */
function checkAgainst(rules: readonly Rule[], wording: WordingWeights): void {
  const unknown = wording.rules.heads.map(({ name }) => name).filter((name) => !rules.some(({ id }) => id === name));
  if (unknown.length > 0) {
    throw new RulesError(
      `red-flags.yaml has no ${unknown.join(', ')}, which wording-weights.bin was trained for. Put the rule back, or run "npm run train-triage".`,
    );
  }
  if (!rules.some(({ urgency }) => urgency === 'crisis')) {
    throw new RulesError('red-flags.yaml has no rule of urgency crisis. Put it back: wording may raise a crisis.');
  }
}

/** @throws {RulesError} as {@link compileRules} does */
export function compileFiles(files: RuleFiles): CompiledRules {
  const { named } = nameSigns(files);
  const patterns: Patterns = new Map([...named].map(([name, written]) => [name, written.flatMap(parsePattern)]));
  const vocabulary = wordsOf(patterns);
  const lexicon = readLexicon(files.writing, { vocabulary, lemmas: [] });
  try {
    return { ...compilePatterns(patterns, (word) => lexicon.canonical(word)), vocabulary };
  } catch (cause) {
    throw new RulesError(`the rule files cannot be used: ${(cause as Error).message}`, { cause });
  }
}

/** Signs, raises, and all patterns by name. */
function nameSigns({ content, groups }: RuleFiles) {
  const named = new Map(groups);
  const signs = content.rules.flatMap((rule) => rule.signs.map((sign, index) => nameSign(sign, index, rule, named)));
  const raises = content.rules.flatMap((rule) =>
    rule.raise.map((raise, index) => nameRaise(raise, index, rule, named)),
  );
  return { signs, raises, named };
}

/** Signs and their conditions become named lists of patterns beside the groups. */
function nameSign(sign: Sign, index: number, rule: Rule, named: Map<string, readonly string[]>) {
  const name = `${rule.id}, sign ${index + 1}`;
  const conditions = (sign.with ?? []).map((_, at) => `${name}, with ${at + 1}`);
  const exception = sign.unless === undefined ? undefined : `${name}, unless`;
  named.set(name, sign.say);
  for (const [at, condition] of conditions.entries()) named.set(condition, [sign.with![at]!]);
  if (exception !== undefined) named.set(exception, sign.unless!);
  return { name, sign, rule, conditions, exception };
}

function nameRaise(raise: Rule['raise'][number], index: number, rule: Rule, named: Map<string, readonly string[]>) {
  const conditions = (raise.with ?? []).map((_, at) => `${rule.id}, raise ${index + 1}, with ${at + 1}`);
  for (const [at, condition] of conditions.entries()) named.set(condition, [raise.with![at]!]);
  return { rule: rule.id, to: raise.to, conditions, rules: raise.rules ?? [] };
}

function readLexicon(
  writing: WritingFile,
  { vocabulary, lemmas }: Pick<CompiledRules, 'vocabulary' | 'lemmas'>,
): Lexicon {
  return createLexicon({
    english: englishWords(),
    vocabulary: new Set(vocabulary),
    lemmas,
    forms: new Map(Object.entries(writing.forms)),
    spellings: new Map(Object.entries(writing.spellings).map(([from, to]) => [from, to.split(' ')])),
    fillers: new Set(writing.fillers),
    foreign: new Set(writing.foreign),
    known: new Set(writing.known),
  });
}

function wordsOf(patterns: Patterns): string[] {
  const items = [...patterns.values()].flatMap((sequences) => sequences.flatMap((sequence) => sequence.items.flat()));
  return [...new Set(items)].filter((word) => groupName(word) === undefined);
}
