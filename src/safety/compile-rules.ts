import { englishWords } from '../wording/english.js';
import type { Level } from './level.js';
import { createLexicon, type Lexicon } from './lexicon.js';
import type { Patterns } from './compile.js';
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
  /** Correct English words, one a line. */
  readonly english: string;
  /** Of all files, so that another wording is another version. */
  readonly digest: string;
}

/** A sign, its rule, and the names under which the matcher marks it and its conditions. */
export interface NamedSign {
  readonly name: string;
  readonly sign: Sign;
  readonly rule: Rule;
  readonly conditions: readonly string[];
  readonly exception: string | undefined;
}

/** When a rule is more urgent than usual: all conditions are met, or one of these rules has fired too. */
export interface Raise {
  readonly rule: string;
  readonly to: Level;
  readonly conditions: readonly string[];
  readonly rules: readonly string[];
}

export interface RuleSet {
  /** Written in red-flags.yaml, with digests of all rule and word files and of the learned weights: "2026.11.22-1+3f9a0c1b.5d01c2aa". */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly signs: readonly NamedSign[];
  readonly raises: readonly Raise[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly file: RulesFile;
  readonly lexicon: Lexicon;
  readonly matcher: Matcher;
  readonly wording: WordingWeights;
}

/** Makes rules ready for use. @throws {RulesError} when patterns name groups that are not there, or each other in a circle */
export function compileRules(
  { content, groups: entries, writing, english, digest }: RuleFiles,
  wording: WordingWeights,
): RuleSet {
  const groups = new Map(entries);
  const named = new Map(groups);
  const signs = content.rules.flatMap((rule) => rule.signs.map((sign, index) => nameSign(sign, index, rule, named)));
  const raises = content.rules.flatMap((rule) =>
    rule.raise.map((raise, index) => nameRaise(raise, index, rule, named)),
  );
  const patterns = parse(named);
  const lexicon = readLexicon(english, writing, patterns);
  return {
    version: `${content.version}+${digest}.${wording.digest}`,
    rules: content.rules,
    signs,
    raises,
    groups,
    file: content,
    lexicon,
    matcher: compile(patterns, lexicon),
    wording,
  };
}

/** Signs and their conditions become named lists of patterns beside the groups. */
function nameSign(sign: Sign, index: number, rule: Rule, named: Map<string, readonly string[]>): NamedSign {
  const name = `${rule.id}, sign ${index + 1}`;
  const conditions = (sign.with ?? []).map((_, at) => `${name}, with ${at + 1}`);
  const exception = sign.unless === undefined ? undefined : `${name}, unless`;
  named.set(name, sign.say);
  for (const [at, condition] of conditions.entries()) named.set(condition, [sign.with![at]!]);
  if (exception !== undefined) named.set(exception, sign.unless!);
  return { name, sign, rule, conditions, exception };
}

function nameRaise(
  raise: Rule['raise'][number],
  index: number,
  rule: Rule,
  named: Map<string, readonly string[]>,
): Raise {
  const conditions = (raise.with ?? []).map((_, at) => `${rule.id}, raise ${index + 1}, with ${at + 1}`);
  for (const [at, condition] of conditions.entries()) named.set(condition, [raise.with![at]!]);
  return { rule: rule.id, to: raise.to, conditions, rules: raise.rules ?? [] };
}

function parse(named: ReadonlyMap<string, readonly string[]>): Patterns {
  return new Map([...named].map(([name, patterns]) => [name, patterns.flatMap(parsePattern)]));
}

function readLexicon(english: string, writing: WritingFile, patterns: Patterns): Lexicon {
  return createLexicon({
    english: englishWords(english),
    vocabulary: wordsOf(patterns),
    forms: new Map(Object.entries(writing.forms)),
    spellings: new Map(Object.entries(writing.spellings).map(([from, to]) => [from, to.split(' ')])),
    fillers: new Set(writing.fillers),
    foreign: new Set(writing.foreign),
    known: new Set(writing.known),
  });
}

function wordsOf(patterns: Patterns): Set<string> {
  const words = new Set<string>();
  for (const sequences of patterns.values()) {
    for (const { items } of sequences) {
      for (const item of items) for (const word of item) if (groupName(word) === undefined) words.add(word);
    }
  }
  return words;
}

function compile(patterns: Patterns, lexicon: Lexicon): Matcher {
  try {
    return createMatcher(patterns, (word) => lexicon.canonical(word));
  } catch (cause) {
    throw new RulesError(`the rule files cannot be used: ${(cause as Error).message}`, { cause });
  }
}
