import { createRequire } from 'node:module';
import { isUnitVector } from '../embedding/embedder.js';
import type { Hit } from './best-rows.js';
import { createBreather } from './breathe.js';
import { IndexError } from './index-error.js';
import {
  checkQuery,
  hitsOf,
  rowOf,
  similarityTo,
  type VectorScores,
  type VectorSearch,
  type VectorTable,
} from './vector-search.js';

/** Settings of the graph (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", IEEE TPAMI 42(4), 2020). */
export const GRAPH = { M: 16, efConstruction: 200, efSearch: 128, seed: 100 } as const;

/** What is used of hnswlib-node. Declared here because the package is absent, its types included, where it could not be compiled. */
export interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => Graph;
}

interface Graph {
  initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
  addPoint(point: number[], label: number): void;
  getCurrentCount(): number;
  setEf(ef: number): void;
  searchKnn(query: number[], count: number): { readonly neighbors: number[] };
  writeIndex(file: string): Promise<boolean>;
  readIndex(file: string): Promise<boolean>;
}

/** hnswlib-node, or null where it could not be compiled: it is an optional dependency. */
export function loadHnswlib(): Hnswlib | null {
  const require = createRequire(import.meta.url);
  try {
    return require('hnswlib-node') as Hnswlib;
  } catch {
    return null;
  }
}

/** Searches a graph that belongs to `table`; scores are computed from the table, so both kinds of search give the same ones. */
export class GraphSearch implements VectorSearch {
  readonly method = 'hnsw';
  readonly #graph: Graph;
  readonly #table: VectorTable;

  constructor(graph: Graph, table: VectorTable) {
    this.#graph = graph;
    this.#table = table;
  }

  compare(query: Float32Array): VectorScores {
    checkQuery(query, this.#table);
    return { of: (row) => similarityTo(query, this.#table, row), best: (k) => this.#nearest(query, k) };
  }

  search(query: Float32Array, k: number): Hit[] {
    return hitsOf(this.compare(query).best(k), query, this.#table);
  }

  #nearest(query: Float32Array, k: number): number[] {
    const count = Math.min(k, this.#table.rows);
    if (count === 0) return [];
    this.#graph.setEf(Math.max(GRAPH.efSearch, count));
    return this.#graph.searchKnn(Array.from(query), count).neighbors;
  }
}

/**
 * Builds the graph of a table and writes it. The same table always gives the same bytes. hnswlib tells of no failed write and takes a NaN as it
 * comes: the vectors are checked here, the file by whoever opens it next.
 * @throws {IndexError} when a row is no unit vector
 */
export async function writeGraph(
  hnswlib: Hnswlib,
  table: VectorTable,
  file: string,
  onProgress?: (done: number) => Promise<void>,
): Promise<void> {
  const breathe = createBreather();
  const graph = new hnswlib.HierarchicalNSW('ip', table.dimensions);
  graph.initIndex(Math.max(1, table.rows), GRAPH.M, GRAPH.efConstruction, GRAPH.seed);
  for (let row = 0; row < table.rows; row++) {
    const vector = rowOf(table, row);
    if (!isUnitVector(vector)) throw new IndexError(`Row ${row} is no vector of unit length: no graph is built of it.`);
    graph.addPoint(Array.from(vector), row);
    await onProgress?.(row + 1);
    await breathe();
  }
  await graph.writeIndex(file);
  // hnswlib-node 3.0.0 writes in another thread and holds no reference to the graph: not used again here, it could be collected meanwhile.
  if (graph.getCurrentCount() !== table.rows)
    throw new IndexError(`The graph for ${file} has lost vectors. Build again.`);
}

/**
 * Opens a graph file whose checksum has been verified: a damaged one can take the process down. Always into a new object: one whose
 * reading failed must not be touched again.
 * @throws {IndexError} when it is not the graph of `table`
 */
export async function openGraph(hnswlib: Hnswlib, table: VectorTable, file: string): Promise<GraphSearch> {
  const graph = new hnswlib.HierarchicalNSW('ip', table.dimensions);
  try {
    await graph.readIndex(file);
  } catch (cause) {
    throw new IndexError(`${file} is not a whole graph. Is the disk full?`, { cause });
  }
  if (graph.getCurrentCount() !== table.rows) {
    throw new IndexError(
      `${file} holds ${graph.getCurrentCount()} vectors, not ${table.rows}. It belongs to another index.`,
    );
  }
  return new GraphSearch(graph, table);
}
