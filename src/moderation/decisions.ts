import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { syncFolder } from '../search-index/disk.js';
import { followFile } from '../search-index/follow-file.js';
import type { Decision, NewDecision } from './decision.js';
import { formatDecision, readDecisions } from './decision-lines.js';
import { DecisionsError } from './decisions-error.js';
import { standingAfter, type Standing } from './standing.js';

/** The decisions of moderators, followed across processes. */
export interface Decisions {
  /** What they amount to now. The same object until something changes. */
  readonly standing: () => Standing;
  /** All of them, oldest first. @throws {DecisionsError} */
  history(): Promise<readonly Decision[]>;
  /** Resolves when the decision is on the disk and in force here; elsewhere it is within a second. @throws {DecisionsError} */
  record(decision: NewDecision): Promise<void>;
  close(): void;
}

export interface DecisionsEvents {
  /** Somebody has decided something, here or in another process. */
  readonly onChange?: (standing: Standing) => void;
  /** The file has damage or cannot be read any more: what was in force stays so. */
  readonly onFailure?: (error: DecisionsError) => void;
}

/** The file of decisions: the one place where it is kept who decided. */
export function decisionsFile(folder: string): string {
  return path.join(folder, 'decisions.jsonl');
}

/** Opens the decisions in a folder, which need not be there yet. @throws {DecisionsError} when they cannot be read: what is withheld is not known then */
export async function openDecisions(folder: string, { onChange, onFailure }: DecisionsEvents = {}): Promise<Decisions> {
  const file = decisionsFile(folder);
  const told = new Set<string>();
  const readAll = async (): Promise<readonly Decision[]> => {
    const { decisions, damaged } = readDecisions((await readText(file)) ?? '');
    for (const line of damaged) {
      const message = `${file}:${line} is no decision and was skipped. What stood there is not in force: decide it again, then delete the line.`;
      if (!told.has(message)) onFailure?.(new DecisionsError(message));
      told.add(message);
    }
    return decisions;
  };
  let seen = await readAll();
  // What a file held that was replaced or cut since: nobody took it back.
  const carried: Decision[] = [];
  let standing = standingAfter(seen);
  const followed = await followFile(file, async () => {
    try {
      const now = await readAll();
      if (isDeepStrictEqual(now, seen)) return;
      if (!isDeepStrictEqual(now.slice(0, seen.length), seen)) {
        carried.push(...seen);
        onFailure?.(
          new DecisionsError(
            `${file} has lost or changed lines. What stood there stays in force until a restart: restore the file.`,
          ),
        );
      }
      seen = now;
      standing = standingAfter([...carried, ...now]);
      onChange?.(standing);
    } catch (error) {
      if (!(error instanceof DecisionsError)) throw error;
      onFailure?.(error);
    }
  });
  return {
    standing: () => standing,
    history: readAll,
    async record(decision) {
      await append(folder, file, formatDecision({ at: new Date().toISOString(), ...decision }));
      await followed.look();
    },
    close: () => {
      followed.close();
    },
  };
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new DecisionsError(
      `${file} cannot be read, so what is withheld is not known. Give this user the right to read it.`,
      { cause },
    );
  }
}

/** One write at the end of the file, whoever else writes, and then to the disk: half a line of a process that died there joins nothing. */
async function append(folder: string, file: string, line: string): Promise<void> {
  const bytes = Buffer.from(line, 'utf8');
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(file, 'a');
    try {
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw new Error(`Only ${bytesWritten} of ${bytes.length} bytes were written.`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(folder);
  } catch (cause) {
    throw new DecisionsError(
      `${file} cannot be written, so nothing was decided. Is the disk full, or may this user not write there? MODERATION_DIR names the folder.`,
      { cause },
    );
  }
}
