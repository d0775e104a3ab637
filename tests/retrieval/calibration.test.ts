import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confidenceOf, readCalibrations, scoreOf, type Calibration, type Weights } from '#src/retrieval/calibration.js';
import { EVIDENCE_KEYS, type Evidence } from '#src/retrieval/evidence.js';

const all = <T>(value: T) => Object.fromEntries(EVIDENCE_KEYS.map((key) => [key, value])) as Record<keyof Weights, T>;
const calibration: Calibration = {
  ranker: all(1),
  confidence: { bias: -1, coverage: 2, scope: 1, weights: { ...all(0), passageMatch: 3 } },
  threshold: 0.5,
  measured: 'here',
};
const evidence = (values: Partial<Evidence>): Evidence => ({ ...all(0), ...values });

test('a score is the sum of the evidence, each by its weight', () => {
  const weights = { ...all(0), passageSimilarity: 10, questionMatch: 2 };
  expect(scoreOf(evidence({ passageSimilarity: 0.5, questionMatch: 0.25, articleMatch: 1 }), weights)).toBe(5.5);
});

test('a confidence is the logistic of bias, coverage, scope and evidence', () => {
  const half = { coverage: 0.5, scope: 0 };
  expect(confidenceOf(evidence({}), half, calibration)).toBe(0.5); // -1 + 2 * 0.5 = 0
  expect(confidenceOf(evidence({}), { coverage: 0.5, scope: 2 }, calibration)).toBeCloseTo(1 / (1 + Math.exp(-2)), 10);
  expect(confidenceOf(evidence({ passageMatch: 1 }), half, calibration)).toBeCloseTo(1 / (1 + Math.exp(-3)), 10);
});

test('a confidence is a probability, and more evidence never makes it smaller', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const confidences = [less, more].map((passageMatch) =>
        confidenceOf(evidence({ passageMatch }), { coverage: 1, scope: 0 }, calibration),
      );
      expect(confidences[0]).toBeGreaterThan(0);
      expect(confidences[1]).toBeLessThan(1);
      expect(confidences[0]).toBeLessThanOrEqual(confidences[1]!);
    }),
  );
});

describe('the calibrations that come with the project', async () => {
  const { lexical, models } = await readCalibrations();

  test.each(Object.entries({ 'words alone': lexical, ...models }))(
    'for %s are complete',
    (_, { ranker, confidence, threshold, measured }) => {
      for (const key of EVIDENCE_KEYS) {
        expect(ranker[key]).toBeTypeOf('number');
        expect(confidence.weights[key]).toBeTypeOf('number');
      }
      expect(threshold).toBeGreaterThan(0);
      expect(threshold).toBeLessThan(1);
      expect(measured).toContain('development questions');
    },
  );

  test('use no vectors where words alone decide', () => {
    for (const key of ['passageSimilarity', 'questionSimilarity', 'articleSimilarity'] as const) {
      expect([lexical.ranker[key], lexical.confidence.weights[key]]).toEqual([0, 0]);
    }
  });
});
