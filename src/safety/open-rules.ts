import { readFileSync, writeFileSync } from 'node:fs';
import { compileFiles, compileRules, type CompiledRules, type RuleFiles, type RuleSet } from './compile-rules.js';
import { digestFiles, RULES } from './rule-files.js';
import { readWordingWeights } from './wording.js';

/** Made by `npm run build`: parsing, checking and compiling the rule files takes most of a start otherwise. */
const SNAPSHOT = new URL('rules.json', import.meta.url);

interface Snapshot {
  readonly files: RuleFiles;
  readonly compiled: CompiledRules;
}

/** The rules, out of the snapshot where it is that of the files as they are now, and out of the files where it is not. @throws {RulesError} */
export async function openRules(): Promise<RuleSet> {
  const snapshot = readSnapshot();
  if (snapshot) return compileRules(snapshot.files, readWordingWeights(), snapshot.compiled);
  const { readRules } = await import('./rules.js');
  return readRules();
}

/** Checks and compiles the rule files and keeps them for a fast start. @throws {RulesError} */
export async function writeSnapshot(): Promise<void> {
  const { readRuleFiles } = await import('./rules.js');
  const files = readRuleFiles();
  const snapshot: Snapshot = { files, compiled: compileFiles(files) };
  compileRules(files, readWordingWeights(), snapshot.compiled);
  writeFileSync(SNAPSHOT, JSON.stringify(snapshot));
}

/** Null unless it is that of the files as they are. What is wrong with those is said by who reads them. */
function readSnapshot(): Snapshot | null {
  try {
    const snapshot = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Snapshot;
    const { content, digest } = snapshot.files;
    return digestFiles(RULES, content.words) === digest ? snapshot : null;
  } catch {
    return null;
  }
}
