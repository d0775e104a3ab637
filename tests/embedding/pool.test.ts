import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EmbeddingError, isUnitVector } from '#src/embedding/embedder.js';
import { poolTokens } from '#src/embedding/pool.js';

const THREE_TOKENS = Float32Array.of(3, 4, 0, 3, 0, 5);

test('mean pooling points where the sum of all tokens points', () => {
  const [x, y] = poolTokens(THREE_TOKENS, [1, 3, 2], 'mean'); // 3 + 0 + 0 and 4 + 3 + 5
  expect(x).toBeCloseTo(3 / Math.hypot(3, 12), 6);
  expect(y).toBeCloseTo(12 / Math.hypot(3, 12), 6);
});

test('cls pooling takes the first token alone', () => {
  const [x, y] = poolTokens(THREE_TOKENS, [1, 3, 2], 'cls');
  expect([x, y]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
});

test.each(['mean', 'cls'] as const)('what the graph pooled is only brought to unit length (%s)', (pooling) => {
  const pooled = poolTokens(Float32Array.of(3, 0, 4), [1, 3], pooling);
  expect([...pooled]).toEqual([Math.fround(0.6), 0, Math.fround(0.8)]);
});

test('the output of the model is left as it was', () => {
  const data = THREE_TOKENS.slice();
  poolTokens(data, [1, 3, 2], 'mean');
  expect(data).toEqual(THREE_TOKENS);
});

test.each([
  ['two texts at once', [2, 3, 1]],
  ['too few numbers for its shape', [1, 4, 2]],
  ['no shape', []],
])('an output of %s is refused with its shape', (_, dims) => {
  const pool = () => poolTokens(THREE_TOKENS, dims, 'mean');
  expect(pool).toThrow(EmbeddingError);
  expect(pool).toThrow(`[${dims.join(', ')}]`);
});

test('an output without numbers is refused', () => {
  expect(() => poolTokens(new Float32Array(), [1, 0, 2], 'mean')).toThrow(EmbeddingError);
});

test('every output with a direction becomes a vector of unit length', () => {
  const component = fc.float({ min: 0.0625, max: 1000, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 32 }),
      component,
      (tokens, dimensions, value) => {
        const data = Float32Array.from({ length: tokens * dimensions }, (_, at) => value * (1 + (at % 3)));
        for (const pooling of ['mean', 'cls'] as const) {
          const vector = poolTokens(data, [1, tokens, dimensions], pooling);
          expect(vector).toHaveLength(dimensions);
          expect(isUnitVector(vector)).toBe(true);
        }
      },
    ),
  );
});

test.each([
  ['no length', [0, 0]],
  ['a component that is no number', [1, NaN]],
  ['an infinite component', [Infinity, 0]],
  ['more than unit length', [1, 0.1]],
  ['less than unit length', [0.9, 0]],
])('a vector with %s is no unit vector', (_, values) => {
  expect(isUnitVector(Float32Array.from(values))).toBe(false);
});
