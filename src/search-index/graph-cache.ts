import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TellProgress } from './build-progress.js';
import * as disk from './disk.js';
import { describeFile, vectorsFile, KINDS, type Kind } from './generation-files.js';
import { GRAPH, loadHnswlib, openGraph, writeGraph, type Hnswlib } from './hnsw.js';
import { IndexError } from './index-error.js';
import type { FileDescription, Manifest } from './manifest.js';
import { measureRecall } from './recall.js';
import { ExactSearch, type VectorSearch, type VectorTable } from './vector-search.js';

/**
 * From this many rows on a graph is searched. Below it comparing with every row takes 0.1 ms, and 2 ms where the machine has no SIMD instructions
 * (5,000 rows of 256 dimensions, 2 cores).
 */
export const GRAPH_FROM_ROWS = 5000;
/** Share of the true neighbours that a graph has to find. */
const LEAST_RECALL = 0.99;
const FOLDER = 'graphs';

/** What is known of a table's graph. `file` is null when it found too little and was thrown away. */
interface GraphRecord {
  readonly key: string;
  readonly recall: number;
  readonly file: FileDescription | null;
}

/** A search and, where it is not the one that would be best, the reason. */
export interface ChosenSearch {
  readonly nearest: VectorSearch;
  readonly warning: string | null;
}

export function graphsFolder(indexDir: string): string {
  return path.join(indexDir, FOLDER);
}

/** Builds the graph of a table where it is worth while and is not there yet. False when there was nothing to do. */
export async function ensureGraph(
  { graphs, workshop }: { graphs: string; workshop: string },
  manifest: Manifest,
  kind: Kind,
  table: VectorTable,
  tell: TellProgress,
): Promise<boolean> {
  const hnswlib = table.rows < GRAPH_FROM_ROWS ? null : loadHnswlib();
  if (!hnswlib) return false;
  const key = keyOf(manifest, kind);
  const known = await readRecord(graphs, key);
  if (known && (!known.file || (await isWhole(graphs, key, known.file)))) return false;

  await tell('graph', 0, table.rows);
  const unfinished = path.join(workshop, `${key}.hnsw`);
  await writeGraph(hnswlib, table, unfinished, (done) => tell('graph', done, table.rows));
  await disk.syncFile(unfinished);
  const recall = await measureRecall(await openGraph(hnswlib, table, unfinished), table);
  const file = recall < LEAST_RECALL ? null : await describeFile(unfinished);
  await disk.ensureFolder(graphs);
  if (file) await disk.move(unfinished, graphFile(graphs, key));
  // The record comes last: a graph without one does not count.
  const record: GraphRecord = { key, recall, file };
  const waiting = path.join(workshop, `${key}.json`);
  await disk.writeDurably(waiting, `${JSON.stringify(record)}\n`);
  await disk.move(waiting, recordFile(graphs, key));
  return true;
}

/** The best search there is for a table. A graph is read only after its checksum was compared. */
export async function chooseSearch(
  graphs: string,
  manifest: Manifest,
  kind: Kind,
  table: VectorTable,
): Promise<ChosenSearch> {
  const exact = (reason: string): ChosenSearch => ({
    nearest: new ExactSearch(table),
    warning: `${reason}, so the vectors of ${table.rows} ${kind} are compared one by one: the same answers, slower.`,
  });
  if (table.rows < GRAPH_FROM_ROWS) return { nearest: new ExactSearch(table), warning: null };
  const hnswlib = loadHnswlib();
  if (!hnswlib) return exact('hnswlib-node is not installed');
  const key = keyOf(manifest, kind);
  const record = await readRecord(graphs, key);
  if (record && !record.file) {
    return exact(`The graph found only ${(record.recall * 100).toFixed(1)}% of the nearest vectors`);
  }
  const nearest = record?.file && (await openVerified(hnswlib, graphs, key, record.file, table));
  return nearest
    ? { nearest, warning: null }
    : exact('The graph is missing or damaged ("npm run index" builds it anew)');
}

/** Deletes the graphs that none of these generations needs. */
export async function removeUnusedGraphs(graphs: string, manifests: readonly Manifest[]): Promise<void> {
  const used = new Set(manifests.flatMap((manifest) => KINDS.map((kind) => keyOf(manifest, kind))));
  for (const name of await readdir(graphs).catch(() => [])) {
    if (!used.has(path.parse(name).name)) await disk.remove(path.join(graphs, name));
  }
}

async function openVerified(
  hnswlib: Hnswlib,
  graphs: string,
  key: string,
  file: FileDescription,
  table: VectorTable,
): Promise<VectorSearch | null> {
  if (!(await isWhole(graphs, key, file))) return null;
  return openGraph(hnswlib, table, graphFile(graphs, key)).catch((error: unknown) => {
    if (error instanceof IndexError) return null;
    throw error;
  });
}

async function isWhole(graphs: string, key: string, { sha256 }: FileDescription): Promise<boolean> {
  const found = await describeFile(graphFile(graphs, key)).catch(() => null);
  return found?.sha256 === sha256;
}

/** The record of a graph, or null when there is none that can be understood. */
async function readRecord(graphs: string, key: string): Promise<GraphRecord | null> {
  try {
    const record = JSON.parse(await readFile(recordFile(graphs, key), 'utf8')) as GraphRecord;
    const { file } = record;
    const understood = record.key === key && Number.isFinite(record.recall) && (file === null || !!file.sha256);
    return understood ? record : null;
  } catch {
    return null;
  }
}

/** The same vectors and settings have the same graph, whichever generation they stand in. */
function keyOf({ files, embedder }: Manifest, kind: Kind): string {
  const parts = [files[vectorsFile(kind)]?.sha256, embedder.dimensions, GRAPH];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

const graphFile = (graphs: string, key: string) => path.join(graphs, `${key}.hnsw`);
const recordFile = (graphs: string, key: string) => path.join(graphs, `${key}.json`);
