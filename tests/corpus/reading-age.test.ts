import { expect, test } from 'vitest';
import { readingAge } from '#src/corpus/reading-age.js';
import { article, HANGING, section, warningsIn } from '../fixtures/corpus-folder.js';

const PLAIN = 'You hang from the bar. Your back may hurt. Step down with care. Rest for a while. ';
const LEARNED =
  'Intermittent mechanical decompression of degenerative intervertebral structures necessitates multidisciplinary evaluation and individualised rehabilitation recommendations. ';

test('short words in short sentences read more easily than long ones', () => {
  expect(readingAge(PLAIN)).toBeLessThan(8);
  expect(readingAge(HANGING)).toBeLessThan(13);
  expect(readingAge(LEARNED)).toBeGreaterThan(20);
});

test('the entries of a list are sentences of their own', () => {
  const entries = ['hang from the bar', 'step down with care', 'rest for a while'];
  expect(readingAge(entries.map((entry) => `- ${entry}`).join('\n'))).toBeLessThan(readingAge(entries.join(' ')));
});

test('a text without words has no reading age', () => {
  expect(readingAge('…')).toBe(0);
});

test('a passage that is hard to read is warned of, with its line', async () => {
  const body = section('A heading', LEARNED + HANGING);
  expect(await warningsIn({ 'a.md': article({ body: section('A heading', PLAIN + HANGING) }) })).toEqual([]);
  expect(await warningsIn({ 'a.md': article({ body }) })).toEqual([
    expect.stringMatching(/^corpus\/a\.md:10: this passage reads easily from about \d\d years of age; write for 12\./),
  ]);
});
