import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EVIDENCE_KEYS, type Evidence } from './evidence.js';

/** Where `npm run evaluate -- --calibrate` writes and the program reads. */
export const CALIBRATION_FILE = fileURLToPath(new URL('../../models/calibration.json', import.meta.url));

const weights = z.object(
  Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, z.number()])) as Record<
    (typeof EVIDENCE_KEYS)[number],
    z.ZodNumber
  >,
);

/** How evidence becomes an order and a probability. Measured, never guessed: `measured` says on what. */
const calibration = z.object({
  /** Weights of the sum by which passages are put in order. */
  ranker: weights,
  /** Logistic regression on the evidence of the message and of the first passage: the probability that it answers. */
  confidence: z.object({ bias: z.number(), coverage: z.number(), scope: z.number(), weights }),
  /** Nothing is quoted when the probability is below it. */
  threshold: z.number(),
  measured: z.string(),
});

const calibrations = z.object({
  /** For a model that was never measured: words alone. */
  lexical: calibration,
  /** By the embedder's fingerprint. */
  models: z.record(z.string(), calibration),
});

export type Weights = z.infer<typeof weights>;
export type Calibration = z.infer<typeof calibration>;
export type Calibrations = z.infer<typeof calibrations>;

/** @throws {Error} when the file is missing or lacks a weight: without it every confidence would pass for one */
export async function readCalibrations(file = CALIBRATION_FILE): Promise<Calibrations> {
  try {
    return calibrations.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} cannot be used. Restore it, or make it anew with "npm run evaluate -- --calibrate".`, {
      cause,
    });
  }
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
