import type { Passage } from './article.js';
import { wordsOf } from './words.js';

/** Passages that share this many words in a row at a stretch are compared. */
const SHINGLE_WORDS = 5;
/** Share of the shorter passage's shingles found in the other from which two passages say the same in the same words. */
const NEAR_DUPLICATE = 0.5;

/** Pairs of passages, one of them at least new, of which the shorter shares at least half of its five-word runs with the other. */
export function* nearDuplicates(
  newPassages: readonly Passage[],
  others: readonly Passage[],
): Generator<readonly [Passage, Passage]> {
  const holders = new Map<number, number[]>();
  const sizes: number[] = [];
  const alike = (passage: Passage, digests: ReadonlySet<number>): Passage[] => {
    const shared = new Map<number, number>();
    for (const digest of digests) {
      for (const holder of holders.get(digest) ?? []) shared.set(holder, (shared.get(holder) ?? 0) + 1);
    }
    const candidates = [...shared].filter(
      ([holder, count]) => count >= NEAR_DUPLICATE * Math.min(digests.size, sizes[holder]!),
    );
    return candidates.map(([holder]) => newPassages[holder]!).filter((other) => repeats(passage, other));
  };
  for (const [index, passage] of newPassages.entries()) {
    const digests = new Set(digestsOf(passage.text));
    for (const other of alike(passage, digests)) yield [passage, other];
    sizes.push(digests.size);
    for (const digest of digests) {
      const known = holders.get(digest);
      if (known) known.push(index);
      else holders.set(digest, [index]);
    }
  }
  if (newPassages.length === 0) return;
  for (const other of others) {
    const digests = digestsOf(other.text);
    if (!digests.some((digest) => holders.has(digest))) continue;
    for (const passage of alike(other, new Set(digests))) yield [passage, other];
  }
}

function repeats(passage: Passage, other: Passage): boolean {
  const [shingles, others] = [shinglesOf(passage.text), shinglesOf(other.text)];
  const shared = [...shingles].filter((shingle) => others.has(shingle)).length;
  return shared >= NEAR_DUPLICATE * Math.min(shingles.size, others.size);
}

/** Shingles as numbers. Two may share one, which a comparison of the texts brings to light; millions of them fit into memory. */
function digestsOf(text: string): number[] {
  const words = wordDigestsOf(text);
  const digests: number[] = [];
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++) {
    let digest = 0;
    for (let word = at; word < at + SHINGLE_WORDS; word++) digest = Math.imul(digest, 31) + words[word]!;
    // 30 bits: kept without a box of their own.
    digests.push(digest & 0x3fffffff);
  }
  return digests;
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A digest (FNV-1a: Fowler, Noll and Vo, public domain) of each of {@link wordsOf} without making the words: every passage goes through here at every refresh. */
function wordDigestsOf(text: string): number[] {
  const lower = text.toLowerCase();
  const digests: number[] = [];
  let digest = FNV_START;
  let length = 0;
  for (let at = 0; at <= lower.length; at++) {
    if (at < lower.length && isInWord(lower, at)) {
      digest = Math.imul(digest ^ lower.charCodeAt(at), FNV_PRIME);
      length++;
    } else if (length > 0) {
      digests.push(digest);
      digest = FNV_START;
      length = 0;
    }
  }
  return digests;
}

/** Whether a lower-case text has a letter, a digit or an apostrophe there. */
function isInWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x27;
  const isSecondHalf = unit >= 0xdc00 && unit < 0xe000;
  return /^[\p{L}\p{N}’]/u.test(text.slice(isSecondHalf ? at - 1 : at, at + 2));
}

function shinglesOf(text: string): Set<string> {
  const words = wordsOf(text);
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++)
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '));
  return shingles;
}
