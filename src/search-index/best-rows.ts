/** A row and its score: what that is says who gives it. */
export interface Hit {
  readonly row: number;
  readonly score: number;
}

/** The `k` rows with the highest scores above `floor`, best first; equal scores in the order of the rows. */
export function bestRows(scores: Float64Array, k: number, floor: number): number[] {
  // A plain array: the memory of a typed one lies apart, and costs more to get and to give back than a few numbers are worth.
  const most = Math.min(k, scores.length);
  const heap = new Array<number>(most);
  let size = 0;
  let least = k > 0 ? floor : Infinity;
  for (let row = 0; row < scores.length; row++) {
    if (!(scores[row]! > least)) continue;
    if (size < most) rise(heap, size++, row, scores);
    else sink(heap, size, row, scores);
    if (size === most) least = scores[heap[0]!]!;
  }
  heap.length = size;
  while (size > 0) {
    const row = heap[0]!;
    sink(heap, --size, heap[size]!, scores);
    heap[size] = row;
  }
  return heap;
}

/** Whether the first row comes after the second. The heap has the last of its rows at its root. */
function isWorse(a: number, b: number, scores: Float64Array): boolean {
  const score = scores[a]!;
  const other = scores[b]!;
  return score < other || (score === other && a > b);
}

/** Puts a row into the place behind the last one, and up from there. */
function rise(heap: number[], at: number, row: number, scores: Float64Array): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(row, heap[parent]!, scores)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = row;
}

/** Puts a row into the place of the root, and down from there. */
function sink(heap: number[], size: number, row: number, scores: Float64Array): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && isWorse(heap[child + 1]!, heap[child]!, scores)) child++;
    if (!isWorse(heap[child]!, row, scores)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = row;
}
