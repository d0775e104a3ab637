import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';

/** Passages that the gain looks at. */
const GAIN_DEPTH = 5;

/** A passage that answers head on. */
export const HEAD_ON = 2;

/** 1 when one of the first `k` passages answers head on. `grades` are those of the passages in their order. */
export function hitAt(k: number, grades: readonly number[]): number {
  return Number(grades.slice(0, k).includes(HEAD_ON));
}

/** One over the place of the first passage that answers head on, 0 when none of the three does. */
export function reciprocalRank(grades: readonly number[]): number {
  const at = grades.slice(0, MAX_QUOTES).indexOf(HEAD_ON);
  return at === -1 ? 0 : 1 / (at + 1);
}

/** Normalised discounted cumulative gain of the first five (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002); `all` are the question's labels. */
export function ndcg(grades: readonly number[], all: Iterable<number>): number {
  const gain = (list: readonly number[]) =>
    list.slice(0, GAIN_DEPTH).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = gain([...all].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(grades) / ideal;
}

/** What confidence is the probability of: a reader is helped by the passage. */
export function helps(grade: number | undefined): boolean {
  return grade !== undefined && grade > 0;
}
