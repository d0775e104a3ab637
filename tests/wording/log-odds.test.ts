import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandFeatures, featuresOf } from '#src/wording/features.js';
import { hashFeature } from '#src/wording/hash.js';
import { WeightTable } from '#src/wording/log-odds.js';
import { piecesOf, type Piece } from '#src/wording/pieces.js';

/** Something that is known beside the words. */
const GROUP = [hashFeature('<group>')];

const hash = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0xfffffff0, max: 0xffffffff }),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const row = fc.record({ hash, weights: fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 5, maxLength: 5 }) });

test('log-odds are the bias and the scaled sum of weight times value, whatever the hashes and however many the heads', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { selector: (one) => one.hash }),
      fc.uniqueArray(hash),
      fc.integer({ min: 1, max: 5 }),
      (rows, asked, width) => {
        const sorted = [...rows].sort((a, b) => a.hash - b.hash);
        const heads = Array.from({ length: width }, (_, at) => ({ name: `head ${at}`, bias: at, scale: 0.5 }));
        const table = new WeightTable(
          heads,
          Uint32Array.from(sorted, (one) => one.hash),
          Int8Array.from(sorted.flatMap(({ weights }) => weights.slice(0, width))),
        );
        const hashes = Uint32Array.from([...asked, ...sorted.slice(0, 3).map((one) => one.hash)]);
        const values = Float32Array.from(hashes, (_, at) => at + 1);
        const weightOf = (one: number, head: number) => sorted.find((other) => other.hash === one)?.weights[head] ?? 0;
        const expected = heads.map(({ bias, scale }, head) =>
          hashes.reduce((sum, one, at) => sum + scale * weightOf(one, head) * (at + 1), bias),
        );
        const features = { hashes, values, size: hashes.length, words: [], wordCount: 0, wordScale: 1 };
        // The first message is answered by halving, the next ones out of a table.
        for (let message = 1; message <= 3; message++) expect(table.logOdds(features)).toEqual(expected);
      },
    ),
  );
});

test('what is remembered of words adds up to the log-odds of all features one by one', () => {
  const messages = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é', ' ', '?', '.'), maxLength: 60 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(messages, fc.infiniteStream(fc.integer({ min: -127, max: 127 })), (texts, stream) => {
      const expandedOf = (pieces: readonly Piece[]) => expandFeatures(featuresOf(pieces, GROUP));
      const all = texts.map(piecesOf);
      const hashes = new Uint32Array(new Set(all.flatMap((pieces) => [...expandedOf(pieces).hashes]))).sort();
      const heads = ['first', 'second'].map((name) => ({ name, bias: 0.25, scale: 0.5 }));
      const weights = Int8Array.from({ length: hashes.length * heads.length }, () => stream.next().value as number);
      const table = new WeightTable(heads, hashes, weights);
      for (const pieces of [...all, ...all]) {
        const oneByOne = table.logOdds({ ...expandedOf(pieces), words: [], wordCount: 0, wordScale: 1 });
        for (const [head, odds] of table.logOdds(featuresOf(pieces, GROUP)).entries())
          expect(odds).toBeCloseTo(oneByOne[head]!, 3);
      }
    }),
  );
});
