import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EVIDENCE_KEYS, type Evidence } from './evidence.js';

/** Where `npm run evaluate -- --calibrate` writes and the program reads. */
export const CALIBRATION_FILE = fileURLToPath(new URL('../../models/calibration.json', import.meta.url));

export type Weights = Readonly<Record<(typeof EVIDENCE_KEYS)[number], number>>;

/** How evidence becomes an order and a probability. Measured, never guessed: `measured` says on what. */
export interface Calibration {
  /** Weights of the sum by which passages are put in order. */
  readonly ranker: Weights;
  /** Logistic regression on the evidence of the first passage: the probability that it answers. */
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

export async function readCalibrations(file = CALIBRATION_FILE): Promise<Calibrations> {
  return JSON.parse(await readFile(file, 'utf8')) as Calibrations;
}

export function scoreOf(evidence: Evidence, weights: Weights): number {
  return EVIDENCE_KEYS.reduce((sum, key) => sum + evidence[key] * weights[key], 0);
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
