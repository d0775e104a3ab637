import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simdProducts } from '#src/search-index/row-products.js';
import { plainProducts } from '#src/search-index/vector-search.js';

const vector = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, min: -1, max: 1, noNaN: true });

/** A table and a vector to multiply it with; models have a multiple of four dimensions. */
const tables = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 })).chain(([fours, rows]) =>
  fc.record({
    dimensions: fc.constant(4 * fours),
    rows: fc.constant(rows),
    values: vector(4 * fours * rows),
    query: vector(4 * fours),
  }),
);

test('products by SIMD are bit by bit those of the plain loop', () => {
  fc.assert(
    fc.property(tables, ({ query, ...table }) => {
      expect(simdProducts(table.values, table.rows)!(query)).toEqual(plainProducts(table)(query));
    }),
  );
});

test('rows of any other length are multiplied too', () => {
  expect([...simdProducts(Float32Array.of(1, 2, 3, 4, 5, 6), 2)!(Float32Array.of(1, 10, 100))]).toEqual([321, 654]);
});

test('earlier products stay what they were', () => {
  const products = simdProducts(Float32Array.of(1, 2), 2)!;
  const first = products(Float32Array.of(1));
  products(Float32Array.of(5));
  expect([...first]).toEqual([1, 2]);
});

test('a table that is empty or too large to be copied is left to the plain loop', () => {
  expect(simdProducts(new Float32Array(), 0)).toBeNull();
  expect(simdProducts(new Float32Array(2 ** 24 + 1), 1)).toBeNull();
});
