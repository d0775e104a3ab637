import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, ExactSearch, rowOf } from '#src/search-index/vector-search.js';
import { holdsVectorSearchContract } from '../contracts/vector-search.js';

describe('exact search', () => {
  holdsVectorSearchContract((table) => new ExactSearch(table));
});

test('the product of two vectors adds up every component, whatever their number', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 19 });
  fc.assert(
    fc.property(numbers, (values) => {
      const expected = values.reduce((sum, value, at) => sum + value * (at + 1), 0);
      expect(
        dot(
          Float32Array.from(values),
          Float32Array.from(values, (_, at) => at + 1),
        ),
      ).toBe(expected);
    }),
  );
});

test('a row is the stretch of values that belongs to it', () => {
  const table = { dimensions: 3, rows: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect([...rowOf(table, 1)]).toEqual([4, 5, 6]);
});
