import { calibrationOf } from '#src/retrieval/retrieve.js';
import { askQuestions, type Outcome } from './ask-questions.js';
import { compareSystems, type ComparisonLine, type System } from './comparison.js';
import { mixMessages } from './mixed-messages.js';
import { readQuestions, type Split } from './questions.js';
import { reportRetrieval, type RetrievalReport } from './retrieval-report.js';
import { FOREIGN_FILE, ORDINARY_FILE, readMessages, readSafetyMessages } from './safety-messages.js';
import {
  judge,
  reportSafety,
  safetyMisses,
  type OrdinaryReport,
  type SafetyMisses,
  type SafetyReport,
} from './safety-report.js';
import type { SearchingLibrarian } from './searching-librarian.js';
import { cleanQuestions, comparePairs } from './typo-pairs.js';

/** What was measured, and with what. */
export interface SplitResult {
  readonly split: Split;
  readonly model: { readonly id: string; readonly fingerprint: string };
  readonly generation: string;
  readonly rules: string;
  readonly retrieval: RetrievalReport;
  readonly ablations: readonly ComparisonLine[];
  readonly safety: SafetyReport;
  /** Of the same messages, each beside an ordinary question of development. */
  readonly mixed: SafetyReport;
  /** Null for the test split: the ordinary questions belong to development. */
  readonly ordinary: OrdinaryReport | null;
  /** Of messages in other languages; null for the test split likewise. */
  readonly foreign: SafetyReport | null;
}

/** A result with what cannot be printed for every split, or changes from run to run. */
export interface Evaluated {
  readonly result: SplitResult;
  readonly outcomes: readonly Outcome[];
  readonly safetyMisses: SafetyMisses;
  /** Milliseconds from message to answer. */
  readonly times: readonly number[];
}

/**
 * Asks the questions of a split, as they are and without their typing errors, lets the systems of the comparison rank them, and judges its safety
 * messages. @throws when a line of the evaluation sets is wrong, and where `librarian` passes failed searches on
 */
export async function evaluateSplit(
  split: Split,
  librarian: SearchingLibrarian,
  systems: readonly System[],
): Promise<Evaluated> {
  const { searcher, rules } = librarian;
  const questions = await readQuestions(split, searcher.generation);
  const asked = await askQuestions(questions, librarian);
  const clean = await askQuestions(cleanQuestions(questions), librarian);
  const messages = await readSafetyMessages(split);
  const ordinaryQuestions = await readMessages(ORDINARY_FILE);
  const verdicts = judge(messages, rules);
  const mixed = judge(mixMessages(messages, ordinaryQuestions), rules);
  const ordinary = split === 'development' ? judge(ordinaryQuestions, rules) : [];
  const foreign = split === 'development' ? judge(await readMessages(FOREIGN_FILE), rules) : [];
  const misses = safetyMisses(verdicts, ordinary);
  const { outcomes } = asked;
  return {
    result: {
      split,
      model: { id: searcher.embedder.id, fingerprint: searcher.embedder.fingerprint },
      generation: searcher.generation.manifest.generation,
      rules: rules.version,
      retrieval: reportRetrieval(asked, comparePairs(outcomes, clean.outcomes), calibrationOf(searcher).threshold),
      ablations: await compareSystems(
        systems,
        outcomes.map(({ question }) => question),
      ),
      safety: reportSafety(verdicts, rules),
      mixed: reportSafety(mixed, rules),
      ordinary: split === 'development' ? { messages: ordinary.length, notices: misses.needless.length } : null,
      foreign: split === 'development' ? reportSafety(foreign, rules) : null,
    },
    outcomes,
    safetyMisses: misses,
    times: outcomes.map(({ ms }) => ms),
  };
}
