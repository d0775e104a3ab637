import { readFileSync, writeFileSync } from 'node:fs';
import { compileRules, type RuleFiles, type RuleSet } from './compile-rules.js';
import { digestFiles, RULES } from './rule-files.js';
import { readWordingWeights } from './wording.js';

/** The checked rule files as JSON, made by `npm run build`: parsing and checking the YAML takes most of a start otherwise. */
const SNAPSHOT = new URL('rule-files.json', import.meta.url);

/** The rules, out of the snapshot where it is that of the files as they are now, and out of the files where it is not. @throws {RulesError} */
export async function openRules(): Promise<RuleSet> {
  const snapshot = readSnapshot();
  if (snapshot && isCurrent(snapshot)) return compileRules(snapshot, readWordingWeights());
  const { readRules } = await import('./rules.js');
  return readRules();
}

/** Checks the rule files and keeps what they say for a fast start. @throws {RulesError} */
export async function writeSnapshot(): Promise<void> {
  const { readRuleFiles } = await import('./rules.js');
  const files = readRuleFiles();
  compileRules(files, readWordingWeights());
  writeFileSync(SNAPSHOT, JSON.stringify(files));
}

const isCurrent = ({ content, digest }: RuleFiles) => digestFiles(RULES, content.words) === digest;

function readSnapshot(): RuleFiles | null {
  try {
    return JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as RuleFiles;
  } catch {
    return null;
  }
}
