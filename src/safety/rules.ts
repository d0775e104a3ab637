import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Level } from './level.js';
import type { Lexicon } from './lexicon.js';
import { createLexicon } from './lexicon.js';
import type { Matcher } from './matcher.js';
import { createMatcher } from './matcher.js';
import { groupName, parsePattern } from './pattern.js';
import { readYaml, RulesError } from './read-yaml.js';
import type { Rule, RulesFile, Sign, WritingFile } from './schema.js';
import { rulesFile, wordsFile, writingFile } from './schema.js';
import { CUES } from './cues.js';

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
  /** Written in red-flags.yaml, with a digest of all rule and word files: "2026.11.22-1+3f9a0c1b". */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly signs: readonly NamedSign[];
  readonly raises: readonly Raise[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly file: RulesFile;
  readonly lexicon: Lexicon;
  readonly matcher: Matcher;
}

const RULES = new URL('../../src/safety/red-flags.yaml', import.meta.url);

/** Reads, checks and compiles red-flags.yaml and the word files it names. Done once, at start. */
export function readRules(file: URL = RULES): RuleSet {
  const content = readYaml(file, rulesFile);
  const wordFiles = content.words.map((name) => new URL(name, file));
  const writing = new URL('words/writing.yaml', file);
  const english = new URL('words/english.txt', file);
  const groups = collectGroups(wordFiles);
  const named = new Map(groups);
  const signs = content.rules.flatMap((rule) => rule.signs.map((sign, index) => nameSign(sign, index, rule, named)));
  const raises = content.rules.flatMap((rule) =>
    rule.raise.map((raise, index) => nameRaise(raise, index, rule, named)),
  );
  const lexicon = readLexicon(readFileSync(english, 'utf8'), readYaml(writing, writingFile), named);
  return {
    version: `${content.version}+${digest([file, ...wordFiles, writing])}`,
    rules: content.rules,
    signs,
    raises,
    groups,
    file: content,
    lexicon,
    matcher: compile(named, lexicon),
  };
}

function collectGroups(files: readonly URL[]): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const file of files) {
    for (const [name, patterns] of Object.entries(readYaml(file, wordsFile))) {
      if (groups.has(`<${name}>`))
        throw new RulesError(`group ${name} is there twice: join both lists (${file.pathname})`);
      groups.set(`<${name}>`, patterns);
    }
  }
  const missing = CUES.filter((name) => !groups.has(`<${name}>`));
  if (missing.length > 0)
    throw new RulesError(`words/context.yaml lacks ${missing.join(', ')}: triage needs these groups`);
  return groups;
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

function readLexicon(english: string, writing: WritingFile, named: ReadonlyMap<string, readonly string[]>): Lexicon {
  return createLexicon({
    english: new Set(english.split('\n').filter((line) => line && !line.startsWith('#'))),
    vocabulary: new Set([...named.values()].flat().flatMap(wordsOf)),
    forms: new Map(Object.entries(writing.forms)),
    spellings: new Map(Object.entries(writing.spellings).map(([from, to]) => [from, to.split(' ')])),
    fillers: new Set(writing.fillers),
    foreign: new Set(writing.foreign),
    known: new Set(writing.known),
  });
}

const wordsOf = (pattern: string): string[] =>
  parsePattern(pattern).flatMap(({ items }) => items.flat().filter((item) => groupName(item) === undefined));

function compile(named: ReadonlyMap<string, readonly string[]>, lexicon: Lexicon): Matcher {
  try {
    return createMatcher(named, (word) => lexicon.canonical(word));
  } catch (cause) {
    throw new RulesError(`the rule files cannot be used: ${(cause as Error).message}`, { cause });
  }
}

function digest(files: readonly URL[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
}
