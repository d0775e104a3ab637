/** Letters a word is cut into, its ends marked, so that a mistyped word still shares most of its parts with the right one. */
export const SHORTEST_PART = 3;
export const LONGEST_PART = 5;
/** Of a part, beside 1 for the word itself. */
export const PART_WEIGHT = 0.3;

/** The squared length of what a word brings to a message, which features.ts makes. */
export function squaredLengthOf(word: string): number {
  let parts = 0;
  for (let letters = SHORTEST_PART; letters <= LONGEST_PART; letters++) {
    parts += Math.max(0, word.length + 2 - letters + 1);
  }
  return 1 + parts * PART_WEIGHT ** 2;
}
