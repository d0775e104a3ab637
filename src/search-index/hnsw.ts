import { createRequire } from 'node:module';
import { dot, rowOf, type VectorHit, type VectorSearch, type VectorTable } from './vector-search.js';

/** Settings of the graph (Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", IEEE TPAMI 42(4), 2020). */
export const GRAPH = { M: 16, efConstruction: 200, efSearch: 128, seed: 100 } as const;

/** What is used of hnswlib-node. Declared here because the package is absent, its types included, where it could not be compiled. */
interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => Graph;
}

interface Graph {
  initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
  addPoint(point: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(query: number[], count: number): { readonly neighbors: number[] };
  writeIndexSync(file: string): void;
  readIndexSync(file: string): void;
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

  search(query: Float32Array, k: number): VectorHit[] {
    const count = Math.min(k, this.#table.rows);
    if (count === 0) return [];
    this.#graph.setEf(Math.max(GRAPH.efSearch, count));
    const { neighbors } = this.#graph.searchKnn(Array.from(query), count);
    const hits = neighbors.map((row) => ({ row, score: dot(query, rowOf(this.#table, row)) }));
    return hits.sort((a, b) => b.score - a.score || a.row - b.row);
  }
}

/** Builds the graph of a table and writes it. The same table always gives the same bytes. */
export function writeGraph(hnswlib: Hnswlib, table: VectorTable, file: string): void {
  const graph = new hnswlib.HierarchicalNSW('ip', table.dimensions);
  graph.initIndex(Math.max(1, table.rows), GRAPH.M, GRAPH.efConstruction, GRAPH.seed);
  for (let row = 0; row < table.rows; row++) graph.addPoint(Array.from(rowOf(table, row)), row);
  graph.writeIndexSync(file);
}

/** Opens a graph file whose checksum has been verified: a damaged one can take the process down. */
export function openGraph(hnswlib: Hnswlib, table: VectorTable, file: string): GraphSearch {
  const graph = new hnswlib.HierarchicalNSW('ip', table.dimensions);
  graph.readIndexSync(file);
  return new GraphSearch(graph, table);
}
