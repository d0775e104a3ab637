import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Years of age at which a text reads easily: the Flesch-Kincaid grade (Kincaid et al., "Derivation of new readability formulas", 1975) plus five. */
export function readingAge(text: string): number {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const items = text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line));
  const sentence = items.reduce((sum, item) => sum + [...sentences.segment(item)].length, 0);
  const counts = { sentence, word: words.length, syllable: words.reduce((sum, word) => sum + syllable(word), 0) };
  return words.length === 0 ? 0 : fleschKincaid(counts) + 5;
}
