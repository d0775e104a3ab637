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
  const pairs = new PairCounts();
  for (const word of words) {
    for (const part of word.parts) pieces.add(part);
    pairs.add(word, 1);
  }
  while (pieces.size < size) {
    const best = pairs.mostFrequent();
    if (!best) break;
    const merged = best.left + best.right.slice(CONTINUATION.length);
    pieces.add(merged);
    for (const word of best.words) {
      pairs.add(word, -1);
      word.parts = merge(word.parts, best.left, best.right, merged);
      pairs.add(word, 1);
    }
  }
  return [...pieces];
}

interface Word {
  parts: string[];
  readonly count: number;
}

interface Pair {
  readonly left: string;
  readonly right: string;
  count: number;
  /** Words that hold the pair, or did before they were merged. */
  readonly words: Set<Word>;
}

/** How often each two neighbours occur, kept up to date word by word. */
class PairCounts {
  readonly #pairs = new Map<string, Pair>();

  /** Counts a word's pairs in (`sign` 1) or out (-1). */
  add(word: Word, sign: 1 | -1): void {
    for (let at = 1; at < word.parts.length; at++) {
      const left = word.parts[at - 1]!;
      const right = word.parts[at]!;
      const key = `${left} ${right}`;
      let pair = this.#pairs.get(key);
      if (!pair) this.#pairs.set(key, (pair = { left, right, count: 0, words: new Set() }));
      pair.count += sign * word.count;
      if (sign === 1) pair.words.add(word);
    }
  }

  mostFrequent(): Pair | null {
    let best: Pair | null = null;
    let bestKey = '';
    let most = 1;
    for (const [key, pair] of this.#pairs) {
      if (pair.count < most || (pair.count === most && (best === null || key > bestKey))) continue;
      best = pair;
      bestKey = key;
      most = pair.count;
    }
    return best;
  }
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
