import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLines, encodeLines } from '#src/search-index/generation-files.js';

const decode = (values: readonly unknown[]) => decodeLines(Buffer.from(encodeLines(values)));

test('values that were written a line each are read again', async () => {
  const values = fc.array(fc.record({ text: fc.string({ unit: 'binary' }), rows: fc.array(fc.nat()) }));
  await fc.assert(
    fc.asyncProperty(values, async (written) => {
      expect(await decode(written)).toEqual(written);
    }),
  );
});

test('many lines are read, and lines of any length, with line ends and commas in them', async () => {
  const written = [1, 100, 70_000, 3, 65_536, 65_535, 200_000].map(
    (length, at) => `${at},\n${'né,\n'.repeat(length / 4)}`,
  );
  expect(await decode(written)).toEqual(written);
  const many = Array.from({ length: 20_000 }, (_, at) => ({ at, text: `line ${at}` }));
  expect(await decode(many)).toEqual(many);
});
