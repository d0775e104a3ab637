import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dot, rowOf, type VectorSearch, type VectorTable } from '#src/search-index/vector-search.js';

const DIMENSIONS = 16;

/** What every vector search has to do. Called inside a `describe` with a way to make one for a table. */
export function holdsVectorSearchContract(create: (table: VectorTable) => VectorSearch | Promise<VectorSearch>): void {
  test('finds the rows in the order of their cosine similarity', async () => {
    const table = tableOf([
      [0, 1],
      [0.8, 0.6],
      [1, 0],
      [-1, 0],
    ]);
    const hits = (await create(table)).search(Float32Array.of(1, 0), 4);
    expect(hits.map(({ row }) => row)).toEqual([2, 1, 0, 3]);
    for (const [at, score] of [1, 0.8, 0, -1].entries()) expect(hits[at]!.score).toBeCloseTo(score, 6);
  });

  test('gives the same rows and scores as comparing with every row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 15 }),
        async (seed, rows, k) => {
          const { table, query } = randomTable(seed, rows);
          const expected = compareWithEveryRow(table, query).slice(0, k);
          const hits = (await create(table)).search(query, k);
          expect(hits.map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
          for (const [at, { score }] of expected.entries()) expect(hits[at]!.score).toBeCloseTo(score, 5);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('finds the very ten nearest of 2,000 rows in 40 groups', async () => {
    const { table, query } = randomTable(7, 2000, 40);
    const expected = compareWithEveryRow(table, query).slice(0, 10);
    expect((await create(table)).search(query, 10).map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
  });

  test('keeps rows of equal similarity in their order', async () => {
    const table = tableOf([
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect((await create(table)).search(Float32Array.of(1, 0), 4).map(({ row }) => row)).toEqual([1, 3, 0, 2]);
  });

  test('gives all rows when more are asked for than there are', async () => {
    const { table, query } = randomTable(3, 5);
    expect(new Set((await create(table)).search(query, 40).map(({ row }) => row))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('finds nothing in an empty table', async () => {
    expect((await create(tableOf([]))).search(Float32Array.of(1, 0), 10)).toEqual([]);
  });

  test('refuses a query that cannot be compared: of another length, or with a value that is no number', async () => {
    const search = await create(tableOf([[1, 0]]));
    expect(() => search.search(Float32Array.of(1, 0, 0), 1)).toThrow(
      '3 dimensions cannot be compared with vectors of 2',
    );
    expect(() => search.search(Float32Array.of(NaN, 0), 1)).toThrow('no number');
  });
}

function tableOf(rows: readonly (readonly number[])[]): VectorTable {
  return { dimensions: 2, rows: rows.length, values: Float32Array.from(rows.flat()) };
}

/** Unit vectors: `groups` of them alike where that is given, else in any direction. */
export function randomTable(seed: number, rows: number, groups = rows): { table: VectorTable; query: Float32Array } {
  const random = numbersFrom(seed);
  const centres = Array.from({ length: groups }, () => Array.from({ length: DIMENSIONS }, random));
  const near = (centre: readonly number[]) => unit(centre.map((value) => value + random() * 0.3));
  const table = { dimensions: DIMENSIONS, rows, values: new Float32Array(rows * DIMENSIONS) };
  for (let row = 0; row < rows; row++) rowOf(table, row).set(near(centres[row % groups]!));
  return { table, query: Float32Array.from(near(centres[0]!)) };
}

function compareWithEveryRow(table: VectorTable, query: Float32Array): { row: number; score: number }[] {
  return Array.from({ length: table.rows }, (_, row) => ({ row, score: dot(query, rowOf(table, row)) })).sort(
    (a, b) => b.score - a.score || a.row - b.row,
  );
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Numbers from -1 to 1 (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2147483648 - 1;
  };
}
