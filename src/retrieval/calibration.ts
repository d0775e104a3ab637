import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EVIDENCE_KEYS, type Evidence } from './evidence.js';
import { RetrievalError } from './retrieval-error.js';

/** Where `npm run evaluate -- --calibrate` writes and the program reads. */
export const CALIBRATION_FILE = fileURLToPath(new URL('../../models/calibration.json', import.meta.url));

/** One for each kind of evidence. */
export type Weights = Readonly<Record<(typeof EVIDENCE_KEYS)[number], number>>;

/** How evidence becomes an order and a probability. Measured, never guessed: `measured` says on what. */
export interface Calibration {
  /** Weights of the sum by which passages are put in order. */
  readonly ranker: Weights;
  /** Logistic regression on the evidence of the message and of the first passage: the probability that it answers. */
  readonly confidence: {
    readonly bias: number;
    readonly coverage: number;
    readonly scope: number;
    readonly weights: Weights;
  };
  /** Nothing is quoted when the probability is below it. */
  readonly threshold: number;
  readonly measured: string;
}

export interface Calibrations {
  /** For a model that was never measured: words alone. */
  readonly lexical: Calibration;
  /** By the embedder's fingerprint. */
  readonly models: Readonly<Record<string, Calibration>>;
}

/** @throws {RetrievalError} when the file is missing or lacks a weight: without it every confidence would pass for one */
export async function readCalibrations(): Promise<Calibrations> {
  try {
    const calibrations = JSON.parse(await readFile(CALIBRATION_FILE, 'utf8')) as Calibrations;
    [calibrations.lexical, ...Object.values(calibrations.models)].forEach(checkNumbers);
    return calibrations;
  } catch (cause) {
    throw new RetrievalError(
      `${CALIBRATION_FILE} cannot be used. Restore it, or make it anew with "npm run evaluate -- --calibrate".`,
      { cause },
    );
  }
}

/** By hand: the library that reads other files would be a tenth of the time from the start to the first answer. @throws {Error} when a number is missing */
function checkNumbers({ ranker, confidence, threshold }: Calibration): void {
  const { bias, coverage, scope, weights } = confidence;
  const ofEvidence = EVIDENCE_KEYS.flatMap((key) => [ranker[key], weights[key]]);
  if (![bias, coverage, scope, threshold, ...ofEvidence].every(Number.isFinite))
    throw new Error('A number is missing.');
}

/** Written out: a loop over the keys takes three times as long, and every passage of a question is scored. */
export function scoreOf(evidence: Evidence, weights: Weights): number {
  return (
    evidence.passageSimilarity * weights.passageSimilarity +
    evidence.questionSimilarity * weights.questionSimilarity +
    evidence.articleSimilarity * weights.articleSimilarity +
    evidence.passageMatch * weights.passageMatch +
    evidence.questionMatch * weights.questionMatch +
    evidence.articleMatch * weights.articleMatch
  );
}

/** What is known of a message as a whole. */
export interface MessageEvidence {
  /** Share of the question's words, by weight, that the corpus knows. */
  readonly coverage: number;
  /** Log-odds that it is worded like questions to the corpus. */
  readonly scope: number;
}

/** Probability that the first passage answers. */
export function confidenceOf(
  first: Evidence,
  { coverage, scope }: MessageEvidence,
  { confidence }: Calibration,
): number {
  const logit =
    confidence.bias + confidence.coverage * coverage + confidence.scope * scope + scoreOf(first, confidence.weights);
  return 1 / (1 + Math.exp(-logit));
}
