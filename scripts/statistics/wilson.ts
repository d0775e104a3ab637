/** A share with its Wilson 95% interval. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval at 95% (Wilson 1927, J Am Stat Assoc 22:209): stays within 0 and 1 for small counts. */
export function share(hits: number, of: number): Share {
  if (of === 0) return { hits, of, low: 0, high: 1 };
  const z2 = 1.96 ** 2;
  const centre = (hits + z2 / 2) / (of + z2);
  const half = (1.96 * Math.sqrt((hits * (of - hits)) / of + z2 / 4)) / (of + z2);
  return { hits, of, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
