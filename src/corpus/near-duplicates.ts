import type { Passage } from './article.js';
import { wordsOf } from './words.js';

/** Passages that share this many words in a row at a stretch are compared. */
const SHINGLE_WORDS = 5;
/** Share of the shorter passage's shingles found in the other from which two passages say the same in the same words. */
const NEAR_DUPLICATE = 0.5;
/** One for each remainder of a shingle's digest: looking there first spares a refresh a million questions to a map. */
const MARKS = 1 << 20;

/** Pairs of passages, one of them at least new, of which the shorter shares at least half of its five-word runs with the other. */
export function* nearDuplicates(
  newPassages: readonly Passage[],
  others: readonly Passage[],
): Generator<readonly [Passage, Passage]> {
  const holders = new Map<number, number[]>();
  const marks = new Uint8Array(MARKS);
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
    const digests = digestsOf(passage.text);
    for (const other of alike(passage, digests)) yield [passage, other];
    sizes.push(digests.size);
    for (const digest of digests) {
      marks[digest % MARKS] = 1;
      const known = holders.get(digest);
      if (known) known.push(index);
      else holders.set(digest, [index]);
    }
  }
  if (newPassages.length === 0) return;
  for (const other of others) {
    if (!someDigest(other.text, (digest) => marks[digest % MARKS] === 1)) continue;
    for (const passage of alike(other, digestsOf(other.text))) yield [passage, other];
  }
}

function repeats(passage: Passage, other: Passage): boolean {
  const [shingles, others] = [shinglesOf(passage.text), shinglesOf(other.text)];
  const shared = [...shingles].filter((shingle) => others.has(shingle)).length;
  return shared >= NEAR_DUPLICATE * Math.min(shingles.size, others.size);
}

/** The shingles of a text as numbers. Two may share one, which a comparison of the texts brings to light; millions of them fit into memory. */
function digestsOf(text: string): Set<number> {
  const digests = new Set<number>();
  someDigest(text, (digest) => {
    digests.add(digest);
    return false;
  });
  return digests;
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** By the code of an ASCII character: its small letter where it stands in a word ({@link wordsOf}), else 0. */
const IN_WORD = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const [word = ''] = wordsOf(String.fromCharCode(code));
  return word.charCodeAt(0) || 0;
});
/** For all texts of usual length, one after the other. */
const BYTES = Buffer.allocUnsafe(1 << 14);

/**
 * Whether one of the digests fits. A shingle's is made of those of its words (FNV-1a: Fowler, Noll and Vo, public domain), in one go through the text:
 * every passage comes through here at every refresh.
 */
function someDigest(text: string, fits: (digest: number) => boolean): boolean {
  const bytes = text.length * 3 <= BYTES.length ? BYTES : Buffer.allocUnsafe(text.length * 3);
  const length = bytes.write(text, 'utf8');
  const words = new Int32Array(SHINGLE_WORDS);
  let count = 0;
  let digest = FNV_START;
  let isInWord = false;
  for (let at = 0; at <= length;) {
    const end = at + lengthOf(bytes[at]!);
    const letter =
      at === length ? 0 : end === at + 1 ? IN_WORD[bytes[at]!]! : letterOf(bytes.toString('utf8', at, end));
    at = end;
    if (letter !== 0) {
      isInWord = true;
      digest = Math.imul(digest ^ letter, FNV_PRIME);
    } else if (isInWord) {
      words[count++ % SHINGLE_WORDS] = digest;
      isInWord = false;
      digest = FNV_START;
      if (count >= SHINGLE_WORDS && fits(join(words, count))) return true;
    }
  }
  return false;
}

/** One digest of the words of a ring, of which the next one would be number `next`. 30 bits: kept without a box of their own. */
function join(words: Int32Array, next: number): number {
  let digest = 0;
  for (let word = 0; word < SHINGLE_WORDS; word++)
    digest = (Math.imul(digest, 31) + words[(next + word) % SHINGLE_WORDS]!) | 0;
  return digest & 0x3fffffff;
}

/** A character beyond ASCII as {@link IN_WORD} has the others. */
function letterOf(character: string): number {
  const [word = ''] = wordsOf(character);
  return word.codePointAt(0) ?? 0;
}

/** Bytes of a character of UTF-8 that begins with this one. */
function lengthOf(byte: number): number {
  if (byte < 0x80) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function shinglesOf(text: string): Set<string> {
  const words = wordsOf(text);
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at++)
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '));
  return shingles;
}
