import { readFile, writeFile } from 'node:fs/promises';
import { CALIBRATION_FILE, type Calibration, type Calibrations } from '#src/retrieval/calibration.js';
import type { Searcher } from '#src/retrieval/retrieve.js';
import { calibrate, startingCalibration } from './calibrate.js';
import { LEXICAL_KEYS, type Keys } from './evidence-keys.js';
import type { EvaluationQuestion } from './questions.js';
import { rankQuestions } from './rank-questions.js';

/** The same searcher with ranking, confidence and threshold fitted to labelled questions. `keys` are the kinds of evidence it may use. */
export async function fitSearcher(
  searcher: Searcher,
  questions: readonly EvaluationQuestion[],
  keys?: Keys,
): Promise<Searcher> {
  const calibration = await fitCalibration(searcher, questions, keys);
  return { ...searcher, calibrations: calibrationsFor(searcher, calibration) };
}

/** Fits ranking, confidence and threshold for the searcher's model, and for words alone, and keeps them for every later start. */
export async function keepCalibration(
  searcher: Searcher,
  questions: readonly EvaluationQuestion[],
): Promise<Calibrations> {
  const lexical = await fitCalibration(searcher, questions, LEXICAL_KEYS);
  const own = await fitCalibration(searcher, questions);
  const calibrations = { lexical, models: { ...(await knownModels()), [searcher.embedder.fingerprint]: own } };
  await writeFile(CALIBRATION_FILE, `${JSON.stringify(calibrations, null, 2)}\n`);
  return calibrations;
}

/** Calibrations of the models that were measured before. */
async function knownModels(): Promise<Calibrations['models']> {
  try {
    return (JSON.parse(await readFile(CALIBRATION_FILE, 'utf8')) as Calibrations).models;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

async function fitCalibration(
  searcher: Searcher,
  questions: readonly EvaluationQuestion[],
  keys?: Keys,
): Promise<Calibration> {
  const unfitted = { ...searcher, calibrations: calibrationsFor(searcher, startingCalibration()) };
  const ranked = await rankQuestions(questions, unfitted);
  const measured = `development questions (${ranked.length} messages), generation ${searcher.generation.manifest.generation}`;
  return calibrate(ranked, measured, keys);
}

const calibrationsFor = ({ embedder }: Searcher, calibration: Calibration): Calibrations => ({
  lexical: calibration,
  models: { [embedder.fingerprint]: calibration },
});
