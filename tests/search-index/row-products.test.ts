import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simdProducts } from '#src/search-index/row-products.js';
import { plainProducts } from '#src/search-index/vector-search.js';

const vector = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, min: -1, max: 1, noNaN: true });

/** A table and a vector to multiply it with. */
const tables = fc.tuple(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 1, max: 12 })).chain(([dimensions, rows]) =>
  fc.record({
    dimensions: fc.constant(dimensions),
    rows: fc.constant(rows),
    values: vector(dimensions * rows),
    query: vector(dimensions),
  }),
);

test('products by SIMD are those of the plain loop but for roundings of single precision', () => {
  fc.assert(
    fc.property(tables, ({ query, ...table }) => {
      const products = simdProducts(table.values, table.rows)!(query);
      const sizes = plainProducts({ ...table, values: table.values.map(Math.abs) })(query.map(Math.abs));
      for (const [row, product] of plainProducts(table)(query).entries()) {
        const roundings = query.length / 16 + 4;
        expect(Math.abs(products[row]! - product)).toBeLessThanOrEqual(roundings * 6e-8 * sizes[row]! + 1e-40);
      }
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
