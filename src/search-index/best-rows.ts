/** A row and its score: what that is says who gives it. */
export interface Hit {
  readonly row: number;
  readonly score: number;
}

/** The `k` rows with the highest scores above `floor`, best first; equal scores in the order of the rows. */
export function bestRows(scores: Float64Array, k: number, floor: number): Uint32Array {
  const heap = new Uint32Array(Math.min(k, scores.length));
  let size = 0;
  let least = k > 0 ? floor : Infinity;
  for (let row = 0; row < scores.length; row++) {
    if (!(scores[row]! > least)) continue;
    if (size < heap.length) rise(heap, size++, row, scores);
    else sink(heap, size, row, scores);
    if (size === heap.length) least = scores[heap[0]!]!;
  }
  const best = heap.subarray(0, size);
  while (size > 0) {
    const row = heap[0]!;
    sink(heap, --size, heap[size]!, scores);
    best[size] = row;
  }
  return best;
}

/** Whether the first row comes after the second. The heap has the last of its rows at its root. */
function isWorse(a: number, b: number, scores: Float64Array): boolean {
  const score = scores[a]!;
  const other = scores[b]!;
  return score < other || (score === other && a > b);
}

/** Puts a row into the place behind the last one, and up from there. */
function rise(heap: Uint32Array, at: number, row: number, scores: Float64Array): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(row, heap[parent]!, scores)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = row;
}

/** Puts a row into the place of the root, and down from there. */
function sink(heap: Uint32Array, size: number, row: number, scores: Float64Array): void {
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
