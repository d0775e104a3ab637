/** Special entries that every vocabulary begins with. */
export const SPECIAL_TOKENS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const;
/** Marks a piece that continues a word (WordPiece). */
export const CONTINUATION = '##';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Learns a subword vocabulary of `size` entries by merging the most frequent neighbours (byte-pair encoding: Sennrich, Haddow and Birch,
 * "Neural machine translation of rare words with subword units", ACL 2016), written as WordPiece entries. Ties go to the pair that sorts
 * first, so the same counts always give the same vocabulary.
 */
export function learnVocabulary(wordCounts: ReadonlyMap<string, number>, size: number): string[] {
  const pieces = new Set<string>(SPECIAL_TOKENS);
  for (const letter of ALPHABET) pieces.add(letter).add(CONTINUATION + letter);
  const words = [...wordCounts].map(([word, count]) => ({
    parts: Array.from(word, (letter, index) => (index === 0 ? letter : CONTINUATION + letter)),
    count,
  }));
  for (const { parts } of words) for (const part of parts) pieces.add(part);

  while (pieces.size < size) {
    const best = mostFrequentPair(words);
    if (!best) break;
    const [left, right] = best;
    const merged = left + right.slice(CONTINUATION.length);
    pieces.add(merged);
    for (const word of words) word.parts = merge(word.parts, left, right, merged);
  }
  return [...pieces];
}

function mostFrequentPair(words: readonly { parts: string[]; count: number }[]): [string, string] | null {
  const counts = new Map<string, number>();
  for (const { parts, count } of words) {
    for (let at = 1; at < parts.length; at++) {
      const pair = `${parts[at - 1]!} ${parts[at]!}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    }
  }
  let best: string | null = null;
  let bestCount = 1;
  for (const [pair, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== null && pair < best)) {
      best = pair;
      bestCount = count;
    }
  }
  return best === null ? null : (best.split(' ') as [string, string]);
}

function merge(parts: readonly string[], left: string, right: string, merged: string): string[] {
  const result: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    if (parts[at] === left && parts[at + 1] === right) {
      result.push(merged);
      at++;
    } else {
      result.push(parts[at]!);
    }
  }
  return result;
}
