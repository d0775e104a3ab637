import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measure } from '../../scripts/statistics/bootstrap.js';
import { share } from '../../scripts/statistics/wilson.js';

const hits = (count: number, of: number) => Array.from({ length: of }, (_, at) => Number(at < count));

test('the same values have the same interval', () => {
  expect(measure(hits(30, 100))).toEqual(measure(hits(30, 100)));
});

test('the interval of a share is about that of the normal approximation', () => {
  const { mean, low, high } = measure(hits(300, 1000));
  const half = 1.96 * Math.sqrt((0.3 * 0.7) / 1000);
  expect(mean).toBe(0.3);
  expect(low).toBeCloseTo(0.3 - half, 2);
  expect(high).toBeCloseTo(0.3 + half, 2);
});

test('values that are all alike leave no doubt, and no values say nothing', () => {
  expect(measure([1, 1, 1])).toEqual({ mean: 1, low: 1, high: 1, count: 3 });
  expect(measure([])).toEqual({ mean: 0, low: 0, high: 0, count: 0 });
});

test('an interval holds the mean and stays within the values', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 60 }), (values) => {
      const { mean, low, high } = measure(values);
      expect(low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(high).toBeLessThanOrEqual(Math.max(...values));
      expect(low).toBeLessThanOrEqual(mean + 1e-9);
      expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
    }),
    { numRuns: 50 },
  );
});

test('a Wilson interval is that of the published example: 15 of 148 have 0.062 to 0.160', () => {
  const { low, high } = share(15, 148);
  expect(low).toBeCloseTo(0.062, 3);
  expect(high).toBeCloseTo(0.16, 2);
});

test('a Wilson interval stays within 0 and 1', () => {
  expect(share(0, 5).low).toBe(0);
  expect(share(5, 5).high).toBe(1);
  expect(share(0, 0)).toEqual({ hits: 0, of: 0, low: 0, high: 1 });
});
