import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { OwnError } from '../own-error.js';
import { move, writeDurably } from '../search-index/disk.js';
import { BusyError } from '../search-index/index-error.js';
import { inWorkshop } from '../search-index/workshop.js';

/** What can be wrong with a passage, as members report it. */
export const REPORT_REASONS = ['incorrect', 'outdated', 'harmful', 'unclear'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** Counts of what members think of passages and do not find. Nothing but numbers is kept, and every file holds sums: none shows what came together. */
export interface Counters {
  /** "Helpful" or "Not helpful". */
  vote(passages: readonly string[], helpful: boolean): Promise<void>;
  report(passage: string, reason: ReportReason): Promise<void>;
  /** A question that found no answer: the id of the nearest article, and words of the corpus. Written within some seconds. */
  gap(gap: { readonly topic: string | null; readonly words: readonly string[] }): Promise<void>;
  /** Writes now what is still gathered; resolves when everything that was counted is written, or could not be. */
  settled(): Promise<void>;
}

/** The counts cannot be read. */
export class CountsError extends OwnError {
  override readonly name = 'CountsError';
}

/** How often what was counted, by a kind and what it is of: `helpful 0abc1def2g`. */
type Sums = ReadonlyMap<string, number>;

/** Longest time that a writer waits for other processes, in milliseconds. */
const PATIENCE = 10_000;
const GLANCE = 20;
/** How long counts that nobody waits for are gathered, in milliseconds: to write them once takes as much of a processor as to answer several questions. */
const GATHERING = 1000;

/** Counts into a folder, which need not be there yet; other processes may do so at the same time. What could not be written is written with the next count. */
export function openCounters(folder: string): Counters {
  let waiting: Sums = new Map();
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let hurry = new AbortController();
  const write = async () => {
    const batch = waiting;
    waiting = new Map();
    try {
      await addDurably(folder, batch);
    } catch (error) {
      waiting = sumOf(batch, waiting);
      throw error;
    }
  };
  // What comes while a batch is being written, or the next one gathered, goes into the next one together.
  const gather = (keys: readonly string[]): Promise<void> => {
    waiting = sumOf(waiting, new Map(keys.map((key) => [key, 1])));
    next ??= last = last
      .catch(() => undefined)
      .then(() => setTimeout(GATHERING, undefined, { signal: hurry.signal }))
      .catch(() => undefined)
      .then(() => {
        next = null;
        hurry = new AbortController();
        return write();
      });
    return next;
  };
  const count = (keys: readonly string[]): Promise<void> => {
    hurry.abort();
    return gather(keys);
  };
  return {
    vote: (passages, helpful) => count(passages.map((passage) => `${helpful ? 'helpful' : 'not-helpful'} ${passage}`)),
    report: (passage, reason) => count([`${reason} ${passage}`]),
    gap: ({ topic, words }) =>
      gather(['unanswered all', ...(topic === null ? [] : [`topic ${topic}`]), ...words.map((word) => `word ${word}`)]),
    settled: () => {
      hurry.abort();
      return last.catch(() => undefined);
    },
  };
}

/** Sums up to now. Empty where nothing was counted yet. @throws {CountsError} when the file holds something else */
export async function readSums(folder: string): Promise<Sums> {
  const file = countsFile(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(sumsSchema.parse(JSON.parse(text))));
  } catch (cause) {
    throw new CountsError(`${file} holds no counts. Delete it to begin counting anew.`, { cause });
  }
}

const sumsSchema = z.record(z.string(), z.int().positive());

function countsFile(folder: string): string {
  return path.join(folder, 'counts', 'counts.json');
}

/** One writer at a time takes the sums, adds to them and puts the new file in the place of the old one. */
async function addDurably(folder: string, batch: Sums): Promise<void> {
  const file = countsFile(folder);
  const started = performance.now();
  for (;;) {
    try {
      await inWorkshop(path.dirname(file), async (workshop) => {
        const sums = [...sumOf(await readSums(folder), batch)].sort(([a], [b]) => (a < b ? -1 : 1));
        const beside = path.join(workshop.folder, path.basename(file));
        await writeDurably(beside, `${JSON.stringify(Object.fromEntries(sums), null, 1)}\n`);
        await move(beside, file);
      });
      return;
    } catch (error) {
      if (!(error instanceof BusyError) || performance.now() - started > PATIENCE) throw error;
      await setTimeout(GLANCE * (1 + Math.random()));
    }
  }
}

function sumOf(a: Sums, b: Sums): Sums {
  const sums = new Map(a);
  for (const [key, count] of b) sums.set(key, (sums.get(key) ?? 0) + count);
  return sums;
}
