import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinTables } from '../../scripts/training/join-tables.js';
import { encode, type Ids } from '../../scripts/training/static-model.js';
import { dot } from '#src/search-index/vector-search.js';

const DIMENSIONS = 4;
const ROWS = 6;
const number = fc.integer({ min: -8, max: 8 });
const table = fc
  .array(number, { minLength: ROWS * DIMENSIONS, maxLength: ROWS * DIMENSIONS })
  .map((values) => Float32Array.from(values));
const texts: fc.Arbitrary<Ids[]> = fc.array(fc.array(fc.nat(ROWS - 1), { minLength: 1, maxLength: 4 }), {
  minLength: 2,
  maxLength: 8,
});

const sumOfProducts = (vectors: readonly Float32Array[]) =>
  vectors.flatMap((one) => vectors.map((other) => dot(one, other) ** 2)).reduce((sum, product) => sum + product, 0);

test('tables joined in full say of any two texts what the tables side by side say', () => {
  fc.assert(
    fc.property(table, table, texts, (one, other, asked) => {
      const joined = joinTables([one, other], DIMENSIONS, asked, 2 * DIMENSIONS);
      const sideBySide = new Float32Array(ROWS * 2 * DIMENSIONS);
      for (let row = 0; row < ROWS; row++) {
        const at = row * DIMENSIONS;
        sideBySide.set(one.subarray(at, at + DIMENSIONS), 2 * at);
        sideBySide.set(other.subarray(at, at + DIMENSIONS), 2 * at + DIMENSIONS);
      }
      const vectors = (of: Float32Array) => asked.map((ids) => encode(of, 2 * DIMENSIONS, ids).vector);
      expect(sumOfProducts(vectors(joined))).toBeCloseTo(sumOfProducts(vectors(sideBySide)), 3);
    }),
  );
});

test('tables that say the same need no more room together than one of them', () => {
  fc.assert(
    fc.property(table, texts, (one, asked) => {
      const joined = joinTables([one, one], DIMENSIONS, asked, DIMENSIONS);
      for (const ids of asked) {
        for (const others of asked) {
          const saidBy = (of: Float32Array) =>
            dot(encode(of, DIMENSIONS, ids).vector, encode(of, DIMENSIONS, others).vector);
          expect(saidBy(joined)).toBeCloseTo(saidBy(one), 3);
        }
      }
    }),
  );
});
