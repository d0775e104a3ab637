import { createBreather } from './breathe.js';
import { ExactSearch, rowOf, type VectorSearch, type VectorTable } from './vector-search.js';

/** Vectors that are looked up to measure a search, and how many neighbours of each. */
const QUERIES = 200;
const NEIGHBOURS = 10;
/** Scores this close are the same: which of two equal rows is found does not matter. */
const SAME = 1e-6;

/**
 * The share of the ten nearest neighbours that a search finds, over 200 rows spread evenly over the table. Each row is looked for without itself,
 * since finding itself is no achievement.
 */
export async function measureRecall(search: VectorSearch, table: VectorTable): Promise<number> {
  const breathe = createBreather();
  const exact = new ExactSearch(table);
  const count = Math.min(QUERIES, table.rows);
  let found = 0;
  let wanted = 0;
  for (let query = 0; query < count; query++) {
    const row = Math.floor((query * table.rows) / count);
    const neighbours = (method: VectorSearch) =>
      method
        .search(rowOf(table, row), NEIGHBOURS + 1)
        .filter((hit) => hit.row !== row)
        .slice(0, NEIGHBOURS);
    const nearest = neighbours(exact);
    const farthest = nearest.at(-1)?.score ?? 0;
    wanted += nearest.length;
    found += neighbours(search).filter(({ score }) => score >= farthest - SAME).length;
    await breathe();
  }
  return wanted === 0 ? 1 : found / wanted;
}
