import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureFolder, remove, replaceDurably } from '../search-index/disk.js';
import { ifThere } from '../search-index/if-there.js';
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

const folderOf = (moderationDir: string) => path.join(moderationDir, 'proposals');
const fileOf = (moderationDir: string, generation: string) => path.join(folderOf(moderationDir), `${generation}.json`);

/** Keeps a review until somebody publishes or discards it. One of the same generation is replaced. */
export async function saveProposal(moderationDir: string, proposal: Proposal): Promise<void> {
  const file = fileOf(moderationDir, proposal.review.generation);
  await ensureFolder(path.dirname(file));
  await replaceDurably(file, JSON.stringify(proposal));
}

/** What waits under this name, or null. @throws {IndexError} when it is there and cannot be read */
export async function readProposal(moderationDir: string, generation: string, now: Date): Promise<Proposal | null> {
  if (!NAME.test(generation)) return null;
  const text = await ifThere(fileOf(moderationDir, generation), (file) => readFile(file, 'utf8'));
  const proposal = text === null ? null : parseProposal(text);
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

/** Everything that waits. Nothing is changed: others may be at work. @throws {IndexError} when something cannot be read */
export async function readProposals(moderationDir: string, now: Date): Promise<Proposal[]> {
  const found = (await filesIn(moderationDir)).map((file) => readProposal(moderationDir, nameOf(file), now));
  return (await Promise.all(found)).filter((proposal) => proposal !== null);
}

export async function dropProposal(moderationDir: string, generation: string): Promise<void> {
  await remove(fileOf(moderationDir, generation));
}

/** Removes those that have waited too long, and what a process that died has left. Only for who has the turn: somebody else may be writing. */
export async function dropStale(moderationDir: string, now: Date): Promise<void> {
  for (const file of await filesIn(moderationDir))
    if (!(await readProposal(moderationDir, nameOf(file), now))) await remove(path.join(folderOf(moderationDir), file));
}

const nameOf = (file: string) => path.basename(file, '.json');

const filesIn = async (moderationDir: string): Promise<string[]> =>
  (await ifThere(folderOf(moderationDir), (folder) => readdir(folder))) ?? [];
