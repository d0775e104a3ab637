/** A row and its score. */
export interface Hit {
  readonly row: number;
  readonly score: number;
}

/** The `k` rows with the highest scores above `floor`, best first; equal scores in the order of the rows. */
export function bestRows(scores: Float64Array, k: number, floor: number): Hit[] {
  const hits: Hit[] = [];
  let least = k > 0 ? floor : Infinity;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score <= least) continue;
    let at = hits.length;
    while (at > 0 && hits[at - 1]!.score < score) at--;
    hits.splice(at, 0, { row, score });
    if (hits.length > k) hits.pop();
    if (hits.length === k) least = hits[k - 1]!.score;
  }
  return hits;
}
