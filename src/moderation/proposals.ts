import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureFolder, remove, replaceDurably } from '../search-index/disk.js';
import type { Review } from './review.js';

/** A review that waits for a moderator's word. */
export interface Proposal {
  readonly review: Review;
  /** What the file of its change held then; null for none, and for a refresh. */
  readonly present: string | null;
  /** ISO time. */
  readonly at: string;
}

/** How long a proposal waits, in milliseconds. Of a clock that was set back nothing is known: as long in the other direction. */
const PATIENCE = 24 * 60 * 60 * 1000;
const NAME = /^[0-9a-f]{12}$/;

const fileOf = (moderationDir: string, generation: string) =>
  path.join(moderationDir, 'proposals', `${generation}.json`);

/** Keeps a review until somebody publishes or discards it. One of the same generation is replaced. */
export async function saveProposal(moderationDir: string, proposal: Proposal): Promise<void> {
  const file = fileOf(moderationDir, proposal.review.generation);
  await ensureFolder(path.dirname(file));
  await replaceDurably(file, JSON.stringify(proposal));
}

/** What waits under this name, or null. */
export async function readProposal(moderationDir: string, generation: string, now: Date): Promise<Proposal | null> {
  if (!NAME.test(generation)) return null;
  const proposal = await readFile(fileOf(moderationDir, generation), 'utf8').then(parseProposal, () => null);
  return proposal && Math.abs(now.getTime() - Date.parse(proposal.at)) < PATIENCE ? proposal : null;
}

/** One that is damaged is none: it can be reviewed again. */
function parseProposal(text: string): Proposal | null {
  try {
    return JSON.parse(text) as Proposal;
  } catch {
    return null;
  }
}

export async function dropProposal(moderationDir: string, generation: string): Promise<void> {
  await remove(fileOf(moderationDir, generation));
}

/** Names of the generations that wait. Those that have waited too long, and what a process that died has left, are dropped. For one process at a time. */
export async function listProposals(moderationDir: string, now: Date): Promise<string[]> {
  const folder = path.join(moderationDir, 'proposals');
  const waiting: string[] = [];
  for (const file of await readdir(folder).catch(() => [])) {
    const name = path.basename(file, '.json');
    if (await readProposal(moderationDir, name, now)) waiting.push(name);
    else await remove(path.join(folder, file));
  }
  return waiting;
}
