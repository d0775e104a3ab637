import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNearDuplicates } from '../../scripts/evaluate/border/near-duplicates.js';
import { OverlapIndex, runsOfWords } from '../../scripts/evaluate/border/word-overlap.js';
import { loadBundled } from '../fixtures/fixture-index.js';

const embedder = await loadBundled();
const placed = (texts: readonly string[], file: string) => texts.map((text, at) => ({ text, file, line: at + 1 }));

async function alike(training: readonly string[], evaluation: readonly string[]): Promise<string[]> {
  const found = await findNearDuplicates(placed(training, 'training'), placed(evaluation, 'evaluation'), embedder);
  return found.map(
    (pair) => `${pair.evaluation.line}~${pair.training.line} by ${pair.cosine === null ? 'words' : 'cosine'}`,
  );
}

test('the same sentence with other spelling, stops and a word more is found by its words', async () => {
  const training = ['Will it hurt my knees if I hang every day?', 'Why does my back grab when I let go of the bar?'];
  expect(await alike(training, ['why does my back GRAB when i let go of the bar, guys'])).toEqual(['1~2 by words']);
});

test('the same keywords in another order are found by their vectors', async () => {
  expect(await alike(['passive hang vs active hang'], ["what's active hang vs passive hang"])).toEqual([
    '1~1 by cosine',
  ]);
});

test('the same question in words of its own is no duplicate: that is what training is for', async () => {
  expect(await alike(['Why does my back grab when I let go of the bar?'], ['sharp pinch low down on release'])).toEqual(
    [],
  );
});

test('texts without a common word are never alike, even where the model knows none of them', async () => {
  expect(await alike(['안녕하세요 오늘 날씨 좋네요'], ['🦴🙃🙃🙃🥨', 'привет всем'])).toEqual([]);
});

test('every text that stands on both sides is found', async () => {
  const text = fc.array(fc.constantFrom('back', 'hang', 'bar', 'numb', 'table', 'disc', 'why'), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (lists) => {
      const texts = lists.map((words) => words.join(' '));
      const found = await alike(texts, texts);
      for (const at of texts.keys()) expect(found).toContain(`${at + 1}~${at + 1} by words`);
    }),
    { numRuns: 20 },
  );
});

test('runs are three words long, and a shorter text is one run', () => {
  expect([...runsOfWords("I can't feel my leg")]).toEqual(['i cant feel', 'cant feel my', 'feel my leg']);
  expect([...runsOfWords('Back pain!')]).toEqual(['back pain']);
});

test('an overlap counts shared parts against the parts of both', () => {
  const index = new OverlapIndex(['one two three four', 'five six seven'], runsOfWords);
  expect(index.overlaps('zero one two three')).toEqual([{ row: 0, shared: 1, sizes: { other: 2, own: 2, union: 3 } }]);
});
