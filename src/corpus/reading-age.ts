import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Of every word that was counted: the same few thousand come again and again, and counting takes longer than all else that is done to a passage. */
const syllables = new Map<string, number>();

function countSyllables(word: string): number {
  const known = syllables.get(word);
  if (known !== undefined) return known;
  const count = syllable(word);
  syllables.set(word, count);
  return count;
}

/** Years of age at which a text reads easily: the Flesch-Kincaid grade (Kincaid et al., "Derivation of new readability formulas", 1975) plus five. */
export function readingAge(text: string): number {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const items = text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line));
  const sentence = items.reduce((sum, item) => sum + [...sentences.segment(item)].length, 0);
  const counts = { sentence, word: words.length, syllable: words.reduce((sum, word) => sum + countSyllables(word), 0) };
  return words.length === 0 ? 0 : fleschKincaid(counts) + 5;
}
