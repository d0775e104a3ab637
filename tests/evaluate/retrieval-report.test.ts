import { expect, test } from 'vitest';
import { reliabilityOf } from '../../scripts/evaluate/reliability.js';
import { reportRetrieval } from '../../scripts/evaluate/retrieval-report.js';
import { tradeOffs } from '../../scripts/evaluate/risk-coverage.js';
import { comparePairs } from '../../scripts/evaluate/typo-pairs.js';
import { outcome, question } from './questions.js';

const NO_PAIRS = comparePairs([], []);
const report = (outcomes: Parameters<typeof reportRetrieval>[0]['outcomes']) =>
  reportRetrieval({ outcomes, answeredByTriage: 0 }, NO_PAIRS, 0.5);

test('silence on a question in scope is a miss in every measure, however good the ranking was', () => {
  const { hit1, hit3, mrr3, ndcg5, falseAbstention } = report([outcome({ quoted: [], ranked: [2] })]);
  expect([hit1, hit3, mrr3, ndcg5].map(({ mean }) => mean)).toEqual([0, 0, 0, 0]);
  expect(falseAbstention.mean).toBe(1);
});

test('what counts is what was quoted, not what was ranked', () => {
  const { hit1, hit3 } = report([outcome({ quoted: [0, 2], ranked: [2, 0] })]);
  expect([hit1.mean, hit3.mean]).toEqual([0, 1]);
});

test('off-topic messages are in no measure but their own', () => {
  const result = report([
    outcome({ quoted: [2] }),
    outcome({ inScope: false, quoted: [] }),
    outcome({ inScope: false, quoted: [0] }),
  ]);
  expect(result.hit1).toMatchObject({ mean: 1, count: 1 });
  expect(result.offTopicSilence).toMatchObject({ mean: 0.5, count: 2 });
});

test('styles, topics and kinds are measured apart', () => {
  const asked = (style: string, topic: string | null, quoted: number[], inScope = true) =>
    outcome({ question: question(inScope ? { right: 2 } : {}, { style, topic }), quoted });
  const result = report([
    asked('slang', 'dose', [2]),
    asked('slang', 'sleep', [0]),
    asked('typo', 'dose', [2]),
    asked('diving', null, [], false),
  ]);
  expect(Object.entries(result.byStyle).map(([name, { hit1 }]) => [name, hit1.mean, hit1.count])).toEqual([
    ['slang', 0.5, 2],
    ['typo', 1, 1],
  ]);
  expect(Object.keys(result.byTopic)).toEqual(['dose', 'sleep']);
  expect(Object.keys(result.silenceByKind)).toEqual(['diving']);
});

test('writers are measured apart', () => {
  const by = (writers: string, quoted: number[]) => outcome({ question: question({ right: 2 }, { writers }), quoted });
  const { byWriters } = report([by('test-2', [2]), by('test', [0]), by('test-2', [0])]);
  expect(Object.entries(byWriters).map(([name, { hit1 }]) => [name, hit1.mean])).toEqual([
    ['test', 0],
    ['test-2', 0.5],
  ]);
});

test('pairs are held against each other, and a half without the other counts for nothing', () => {
  const typo = () => question({ right: 2 }, { clean: 'as it was meant' });
  const [both, lost, single] = [typo(), typo(), typo()];
  const mistyped = [
    outcome({ question: both, quoted: [2] }),
    outcome({ question: lost, quoted: [0, 2] }),
    outcome({ question: single, quoted: [2] }),
    outcome({ quoted: [2] }),
  ];
  const clean = [outcome({ question: both, quoted: [2] }), outcome({ question: lost, quoted: [2] })];
  const { hit1, hit3 } = comparePairs(mistyped, clean);
  expect(hit1).toMatchObject({ clean: { mean: 1, count: 2 }, mistyped: { mean: 0.5 }, loss: { mean: 0.5 } });
  expect(hit3.loss.mean).toBe(0);
});

test('a higher threshold answers less, and is wrong less often where the confidence tells', () => {
  const curve = tradeOffs([
    outcome({ confidence: 0.9, ranked: [2] }),
    outcome({ confidence: 0.6, ranked: [1] }),
    outcome({ confidence: 0.4, ranked: [0] }),
    outcome({ confidence: 0.2, ranked: [0], inScope: false }),
  ]);
  const at = (wanted: number) => curve.find(({ threshold }) => threshold === wanted)!;
  expect(at(0)).toEqual({ threshold: 0, coverage: 1, risk: 0.5, falseAbstention: 0, offTopicSilence: 0 });
  expect(at(0.3)).toMatchObject({ coverage: 0.75, risk: 1 / 3, falseAbstention: 0, offTopicSilence: 1 });
  expect(at(0.5)).toMatchObject({ coverage: 0.5, risk: 0, falseAbstention: 1 / 3, offTopicSilence: 1 });
  expect(at(1)).toMatchObject({ coverage: 0, risk: 0 });
});

test('a message for which nothing was found is answered at no threshold', () => {
  expect(tradeOffs([outcome({ first: null, confidence: 0 })])[0]).toMatchObject({ coverage: 0, falseAbstention: 1 });
});

test('the calibration error is the distance of confidence and truth, weighted by the messages in each bin', () => {
  const sure = Array.from({ length: 3 }, (_, at) => outcome({ confidence: 0.95, ranked: [at === 0 ? 0 : 2] }));
  const unsure = outcome({ confidence: 0.05, ranked: [0], inScope: false });
  const { bins, error } = reliabilityOf([...sure, unsure]);
  expect(bins.map(({ from, helped: { hits, of } }) => [from, hits, of])).toEqual([
    [0, 0, 1],
    [0.9, 2, 3],
  ]);
  expect(error).toBeCloseTo((3 * (0.95 - 2 / 3) + 0.05) / 4, 12);
});
