import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestRows } from '#src/search-index/best-rows.js';

const scores = fc.array(fc.integer({ min: -3, max: 30 }), { maxLength: 60 });

test('the best rows are the first of all rows in order, those of equal scores as they stand', () => {
  fc.assert(
    fc.property(scores, fc.integer({ min: 0, max: 70 }), (values, k) => {
      const all = values.map((score, row) => ({ row, score })).filter(({ score }) => score > 0);
      const expected = all.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k);
      expect([...bestRows(Float64Array.from(values), k, 0)]).toEqual(expected.map(({ row }) => row));
    }),
  );
});
