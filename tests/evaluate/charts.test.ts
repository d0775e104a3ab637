import { expect, test } from 'vitest';
import { drawByStyle } from '../../scripts/evaluate/charts/by-style.js';
import { drawReliability } from '../../scripts/evaluate/charts/reliability.js';
import { drawRiskCoverage, drawSilence } from '../../scripts/evaluate/charts/risk-coverage.js';
import { drawSafety } from '../../scripts/evaluate/charts/safety.js';
import { reportRetrieval } from '../../scripts/evaluate/retrieval-report.js';
import { comparePairs } from '../../scripts/evaluate/typo-pairs.js';
import { share } from '../../scripts/statistics/wilson.js';
import { outcome, question } from './questions.js';

const outcomes = Array.from({ length: 30 }, (_, at) =>
  outcome({
    question: question(at % 3 === 0 ? {} : { right: 2 }, { style: ['slang', 'typo'][at % 2]! }),
    quoted: at % 4 === 0 ? [] : [2],
    ranked: [at % 5 === 0 ? 0 : 2],
    confidence: at / 30,
  }),
);
const report = reportRetrieval({ outcomes, answeredByTriage: 0 }, comparePairs([], []), 0.3);
const safety = { byFlag: { stroke: share(9, 10), diving: share(3, 3) } } as never;

const charts: readonly (readonly [string, () => string, readonly string[]])[] = [
  ['risk and coverage', () => drawRiskCoverage('about', report), ['Risk and coverage', 'threshold 0.3']],
  ['silence', () => drawSilence('about', report), ['goal: 4%, 95%']],
  ['reliability', () => drawReliability('about', report.reliability), ['expected calibration error']],
  ['by style', () => drawByStyle('about', report), ['slang', 'typo', 'hit@3']],
  ['safety', () => drawSafety('about', safety), ['stroke (10)', 'diving (3)']],
];

test.each(charts)('the chart of %s says what it shows', (_, draw, texts) => {
  const svg = draw();
  expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
  for (const text of ['about', ...texts]) expect(svg).toContain(text);
  expect(svg).not.toContain('NaN');
});

test('a chart has the same bytes, whatever was drawn before it', () => {
  const first = charts.map(([, draw]) => draw());
  const inAnotherOrder = charts.toReversed().map(([, draw]) => draw());
  expect(inAnotherOrder.toReversed()).toEqual(first);
});

test('a whisker reaches from the low to the high end of its interval', () => {
  const svg = drawSafety('about', { byFlag: { stroke: share(5, 10) } } as never);
  // The axis runs from 190 to 680 pixels.
  const { low, high } = share(5, 10);
  const pixels = [low, high].map((value) => 190 + 490 * value);
  const ends = Array.from(svg.matchAll(/M([\d.]+) [\d.]+L([\d.]+) [\d.]+"[^>]*stroke="#333333"/g), ([, from, to]) => [
    Number(from),
    Number(to),
  ]);
  expect(ends.some(([from, to]) => Math.abs(from! - pixels[0]!) < 1 && Math.abs(to! - pixels[1]!) < 1)).toBe(true);
});
