import { expect, test } from 'vitest';
import { confidenceOf, scoreOf } from '#src/retrieval/calibration.js';
import type { Evidence } from '#src/retrieval/evidence.js';
import { calibrate } from '../../scripts/evaluate/calibrate.js';
import { LEXICAL_KEYS } from '../../scripts/evaluate/evidence-keys.js';
import type { RankedQuestion } from '../../scripts/evaluate/rank-questions.js';
import { seededRandom } from '../../scripts/statistics/random.js';
import { question } from './questions.js';

const random = seededRandom(5);

function evidence(known: Partial<Evidence>): Evidence {
  const noise = { passageSimilarity: random(), questionSimilarity: random(), articleSimilarity: random() };
  return { ...noise, passageMatch: random(), questionMatch: random(), articleMatch: random(), ...known };
}

/** Only `passageSimilarity` tells the right passage from the others; off-topic messages are near to none. */
function asked(inScope: boolean): RankedQuestion {
  const ranked = Array.from({ length: 8 }, (_, at) => {
    const right = inScope && at === 5;
    const near = right ? 0.9 : 0.1 + 0.3 * random();
    const passage = { article: 'dose', headings: [right ? 'right' : `other ${at}`] } as never;
    return { passage, place: at, score: 0, evidence: evidence({ passageSimilarity: near }) };
  });
  return {
    question: question(inScope ? { 'dose\nright': 2 } : {}),
    ranked,
    about: { coverage: 1, scope: 0 },
    confidence: 0,
  };
}

const questions = Array.from({ length: 60 }, (_, at) => asked(at % 3 !== 0));
const calibration = calibrate(questions, 'this test');

test('the ranker learns which evidence tells', () => {
  const { passageSimilarity, ...others } = calibration.ranker;
  for (const weight of Object.values(others)) expect(passageSimilarity).toBeGreaterThan(5 * Math.abs(weight));
  for (const {
    ranked,
    question: { grades },
  } of questions) {
    if (grades.size === 0) continue;
    const best = ranked.toSorted(
      (a, b) => scoreOf(b.evidence, calibration.ranker) - scoreOf(a.evidence, calibration.ranker),
    );
    expect(best[0]!.place).toBe(5);
  }
});

test('the threshold lies between questions that are answered and messages that are not', () => {
  for (const {
    ranked,
    about,
    question: { grades },
  } of questions) {
    const [best] = ranked.toSorted(
      (a, b) => scoreOf(b.evidence, calibration.ranker) - scoreOf(a.evidence, calibration.ranker),
    );
    const isQuoted = confidenceOf(best!.evidence, about, calibration) >= calibration.threshold;
    expect(isQuoted).toBe(grades.size > 0);
  }
});

test('evidence that may not be used has no weight', () => {
  const lexical = calibrate(questions, 'this test', LEXICAL_KEYS);
  for (const weights of [lexical.ranker, lexical.confidence.weights]) {
    expect(weights).toMatchObject({ passageSimilarity: 0, questionSimilarity: 0, articleSimilarity: 0 });
    expect(weights.passageMatch).not.toBe(0);
  }
});

test('the same questions give the same calibration, and it says where it comes from', () => {
  expect(calibrate(questions, 'this test')).toEqual(calibration);
  expect(calibration.measured).toBe('this test');
});
