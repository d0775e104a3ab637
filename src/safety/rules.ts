import { compileRules, type RuleFiles, type RuleSet } from './compile-rules.js';
import { CUES } from './cues.js';
import { readYaml } from './read-yaml.js';
import { RULES, digestFiles, filesOf } from './rule-files.js';
import { RulesError } from './rules-error.js';
import { rulesFile, wordsFile, writingFile } from './schema.js';
import { readWordingWeights } from './wording.js';

export type { NamedSign, Raise, RuleSet } from './compile-rules.js';

/** Reads, checks and compiles red-flags.yaml and the word files it names. */
export function readRules(file: URL = RULES): RuleSet {
  return compileRules(readRuleFiles(file), readWordingWeights());
}

/** Reads and checks red-flags.yaml and the word files it names. @throws {RulesError} naming file, place and remedy */
export function readRuleFiles(file: URL = RULES): RuleFiles {
  const content = readYaml(file, rulesFile);
  const { words, writing } = filesOf(file, content.words);
  return {
    content,
    groups: [...collectGroups(words)],
    writing: readYaml(writing, writingFile),
    digest: digestFiles(file, content.words),
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
