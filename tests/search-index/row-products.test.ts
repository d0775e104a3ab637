import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simdProducts } from '#src/search-index/row-products.js';
import { plainProducts } from '#src/search-index/vector-search.js';

const vector = (length: number) =>
  fc
    .float32Array({ minLength: length, maxLength: length, min: -1, max: 1, noNaN: true })
    .filter((values) => Math.hypot(...values) > 1e-6)
    .map((values) => values.map((value) => value / Math.hypot(...values)));

/** A table of unit vectors and one to multiply it with. */
const tables = fc.tuple(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 1, max: 12 })).chain(([dimensions, rows]) =>
  fc.record({
    dimensions: fc.constant(dimensions),
    rows: fc.constant(rows),
    values: fc
      .array(vector(dimensions), { minLength: rows, maxLength: rows })
      .map((vectors) => Float32Array.from(vectors.flatMap((values) => [...values]))),
    query: vector(dimensions),
  }),
);

test('products by SIMD are those of the plain loop but for roundings of components', () => {
  fc.assert(
    fc.property(tables, ({ query, ...table }) => {
      const products = simdProducts(table.values, table.rows)!(query);
      for (const [row, product] of plainProducts(table)(query).entries())
        expect(Math.abs(products[row]! - product)).toBeLessThanOrEqual(Math.sqrt(query.length) / 32_000);
    }),
  );
});

test('the products of opposite, equal and upright vectors are -1, 1 and 0', () => {
  const products = simdProducts(Float32Array.of(-0.6, 0.8, 0.6, -0.8, 0.8, 0.6), 3)!(Float32Array.of(0.6, -0.8));
  for (const [row, product] of [-1, 1, 0].entries()) expect(products[row]).toBeCloseTo(product, 4);
});

test('products of the next vector take their place', () => {
  const products = simdProducts(Float32Array.of(1, -1), 2)!;
  const first = products(Float32Array.of(-1));
  expect([...first]).toEqual([-1, 1]);
  expect(products(Float32Array.of(1))).toBe(first);
  expect([...first]).toEqual([1, -1]);
});

test('a table that is empty or too large to be copied is left to the plain loop', () => {
  expect(simdProducts(new Float32Array(), 0)).toBeNull();
  expect(simdProducts(new Float32Array(2 ** 24 + 1), 1)).toBeNull();
});
