import path from 'node:path';
import { loadHnswlib, openGraph, writeGraph } from '#src/search-index/hnsw.js';
import { ExactSearch, rowOf, type VectorSearch, type VectorTable } from '#src/search-index/vector-search.js';
import { formatTimes, timeEach } from '../times.js';
import { gaussian, seededRandom } from '../../statistics/random.js';

const DIMENSIONS = 256;
const QUERIES = 300;
const NEIGHBOURS = 10;
/** How far vectors of one cluster lie from its centre, as a share of the centre's length. */
const SPREAD = 0.5;

type Shape = 'clustered' | 'uniform';

/** Recall and time of a search among vectors that lie in clusters, as texts do, and among vectors in any direction, the worst case. */
export async function benchmarkSearch(folder: string, rows: number): Promise<string> {
  const lines = [`Search among ${rows} vectors of ${DIMENSIONS} dimensions, ${QUERIES} queries, recall@${NEIGHBOURS}`];
  for (const shape of ['clustered', 'uniform'] as const) {
    const { table, queries } = makeVectors(shape, rows);
    const exact = new ExactSearch(table);
    const { found: truth, times } = await measure(exact, queries);
    lines.push(`  ${shape}, exact: ${formatTimes(times)}`);
    const hnswlib = loadHnswlib();
    if (!hnswlib) continue;
    const file = path.join(folder, `${shape}.hnsw`);
    const begun = performance.now();
    await writeGraph(hnswlib, table, file);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const graph = await measure(await openGraph(hnswlib, table, file), queries);
    const goal = shape === 'clustered' ? ' (to reach: recall 0.995, p99 2 ms)' : '';
    lines.push(
      `  ${shape}, hnswlib: recall ${recallOf(graph.found, truth).toFixed(4)}, ${formatTimes(graph.times)}, built in ${seconds} s${goal}`,
    );
  }
  return lines.join('\n');
}

async function measure(search: VectorSearch, queries: readonly Float32Array[]) {
  for (const query of queries.slice(0, 50)) search.search(query, NEIGHBOURS);
  const found: Set<number>[] = [];
  const times = await timeEach(queries, (query) => {
    found.push(new Set(search.search(query, NEIGHBOURS).map(({ row }) => row)));
  });
  return { found, times };
}

function recallOf(found: readonly ReadonlySet<number>[], truth: readonly ReadonlySet<number>[]): number {
  const shares = truth.map((rows, at) => [...rows].filter((row) => found[at]!.has(row)).length / rows.size);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function makeVectors(shape: Shape, rows: number): { table: VectorTable; queries: Float32Array[] } {
  const random = seededRandom(rows);
  const centres = Array.from({ length: Math.ceil(Math.sqrt(rows)) }, () => anyDirection(random));
  const next = () => {
    if (shape === 'uniform') return anyDirection(random);
    const centre = centres[Math.floor(random() * centres.length)]!;
    return unit(anyDirection(random).map((value, at) => value * SPREAD + centre[at]!));
  };
  const table = { dimensions: DIMENSIONS, rows, values: new Float32Array(rows * DIMENSIONS) };
  for (let row = 0; row < rows; row++) rowOf(table, row).set(next());
  return { table, queries: Array.from({ length: QUERIES }, next) };
}

function anyDirection(random: () => number): Float32Array {
  return unit(Float32Array.from({ length: DIMENSIONS }, () => gaussian(random)));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
