import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Lexicon } from './lexicon.js';
import { createLexicon } from './lexicon.js';
import type { Matcher } from './matcher.js';
import { createMatcher } from './matcher.js';
import { groupName, parsePattern } from './pattern.js';
import { readYaml, RulesError } from './read-yaml.js';
import type { Rule, RulesFile, Sign } from './schema.js';
import { rulesFile, wordsFile, writingFile } from './schema.js';
import { CUES } from './cues.js';

/** A sign with the name its marks carry, and the rule it belongs to. */
export interface NamedSign {
  readonly name: string;
  readonly sign: Sign;
  readonly rule: Rule;
}

export interface RuleSet {
  /** Written in red-flags.yaml, with a digest of all rule and word files: "2026.11.22-1+3f9a0c1b". */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly signs: readonly NamedSign[];
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
  const signs = content.rules.flatMap((rule) =>
    rule.signs.map((sign, index) => ({ name: `${rule.id}, sign ${index + 1}`, sign, rule })),
  );
  const lexicon = readLexicon(readFileSync(english, 'utf8'), readYaml(writing, writingFile), groups, signs);
  return {
    version: `${content.version}+${digest([file, ...wordFiles, writing])}`,
    rules: content.rules,
    signs,
    groups,
    file: content,
    lexicon,
    matcher: compile(groups, signs, lexicon),
  };
}

function collectGroups(files: readonly URL[]): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const file of files) {
    for (const [name, patterns] of Object.entries(readYaml(file, wordsFile))) {
      if (groups.has(`<${name}>`)) throw new RulesError(`group ${name} is there twice: join both lists (${file.pathname})`);
      groups.set(`<${name}>`, patterns);
    }
  }
  const missing = CUES.filter((name) => !groups.has(`<${name}>`));
  if (missing.length > 0) throw new RulesError(`words/context.yaml lacks ${missing.join(', ')}: triage needs these groups`);
  return groups;
}

function readLexicon(
  english: string,
  writing: ReturnType<typeof writingFile.parse>,
  groups: ReadonlyMap<string, readonly string[]>,
  signs: readonly NamedSign[],
): Lexicon {
  const written = [...groups.values(), ...signs.map(({ sign }) => sign.say)].flat();
  const words = written.flatMap(wordsOf);
  return createLexicon({
    english: new Set(english.split('\n').filter((line) => line && !line.startsWith('#'))),
    vocabulary: new Set(words),
    forms: new Map(Object.entries(writing.forms)),
    spellings: new Map(Object.entries(writing.spellings).map(([from, to]) => [from, to.split(' ')])),
    fillers: new Set(writing.fillers),
    foreign: new Set(writing.foreign),
  });
}

const wordsOf = (pattern: string): string[] =>
  parsePattern(pattern).flatMap(({ items }) => items.flat().filter((item) => groupName(item) === undefined));

/** Signs and their conditions become named lists of patterns beside the groups. */
function compile(groups: ReadonlyMap<string, readonly string[]>, signs: readonly NamedSign[], lexicon: Lexicon): Matcher {
  const named = new Map(groups);
  for (const { name, sign, rule } of signs) {
    named.set(name, sign.say);
    sign.with?.forEach((condition, index) => named.set(conditionName(name, index), [condition]));
    if (sign.unless !== undefined) named.set(exceptionName(name), [sign.unless]);
    rule.raise.forEach((raise, index) => {
      if (raise.with !== undefined) named.set(raiseName(rule, index), [raise.with]);
    });
  }
  try {
    return createMatcher(named, (word) => lexicon.lemma(word));
  } catch (cause) {
    throw new RulesError(`the rule files cannot be used: ${(cause as Error).message}`, { cause });
  }
}

export const conditionName = (sign: string, index: number): string => `${sign}, with ${index + 1}`;
export const exceptionName = (sign: string): string => `${sign}, unless`;
export const raiseName = (rule: Rule, index: number): string => `${rule.id}, raise ${index + 1}`;

function digest(files: readonly URL[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
}
