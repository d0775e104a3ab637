import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ensureFolder, remove, replaceDurably } from '../search-index/disk.js';
import { ifThere } from '../search-index/if-there.js';
import type { Decision } from './decision.js';
import { lastPublication } from './publications.js';

/** `before` is live and `generation` is to be; `decisions` counts those that were made until then. */
const schema = z.object({ generation: z.string(), before: z.string(), decisions: z.int().nonnegative() });

/** A rollback that is about to happen. It names nobody: who decided stands in the file of decisions alone. */
export type RollbackIntention = Readonly<z.infer<typeof schema>>;

const fileOf = (moderationDir: string) => path.join(moderationDir, 'rollback.json');

/** Writes down what is about to happen, so that a retry can tell what a process that died in the middle has done. */
export async function intendRollback(moderationDir: string, intention: RollbackIntention): Promise<void> {
  await ensureFolder(moderationDir);
  await replaceDurably(fileOf(moderationDir), `${JSON.stringify(intention)}\n`);
}

export async function dropIntention(moderationDir: string): Promise<void> {
  await remove(fileOf(moderationDir));
}

/** A rollback that moved the pointer and then died. `recorded` says whether its decision is in the history. */
export type UnfinishedRollback = RollbackIntention & { readonly recorded: boolean };

/** The rollback that nobody finished, or null: where none was begun, where it did nothing, and where something was published after it. @throws {IndexError} when what was written down cannot be read */
export async function unfinishedRollback(
  moderationDir: string,
  live: string | null,
  history: readonly Decision[],
): Promise<UnfinishedRollback | null> {
  const text = await ifThere(fileOf(moderationDir), (file) => readFile(file, 'utf8'));
  const intention = text === null ? null : parse(text);
  if (live === null || intention?.generation !== live) return null;
  const since = lastPublication(history.slice(intention.decisions));
  if (since === null) return { ...intention, recorded: false };
  const { generation, before } = intention;
  const isIt = since.kind === 'rollback' && since.generation === generation && since.before === before;
  return isIt ? { ...intention, recorded: true } : null;
}

/** One that is damaged is none. */
function parse(text: string): RollbackIntention | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
