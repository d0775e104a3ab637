/** The first place from `low` on, and before `high`, of which `isBefore` does not hold, by halving: `high` when there is none. It holds for all before that place. */
export function firstPlace(low: number, high: number, isBefore: (place: number) => boolean): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
