import path from 'node:path';
import type { Embedder } from './embedding/embedder.js';
import type { Published } from './moderation/corpus-desk.js';
import { openDecisions } from './moderation/decisions.js';
import { inTurn } from './moderation/in-turn.js';
import { RefusedError } from './moderation/refused-error.js';
import { dropIntention, intendRollback, unfinishedRollback } from './moderation/rollback-intention.js';
import { listKept, type KeptGeneration } from './search-index/kept.js';
import { openWhole } from './search-index/open-generation.js';
import { publish } from './search-index/publish.js';

export interface RollBackOptions {
  readonly indexDir: string;
  readonly moderationDir: string;
  /** Its name, or null for the one that was live before the live one. */
  readonly generation: string | null;
  /** Who wants it. */
  readonly by: string;
  readonly embedder: Embedder;
  readonly now: Date;
}

/**
 * Makes an earlier generation the live one again, after opening it as a reader would. The corpus folder stays as it is. When the process dies in the
 * middle the index answers all the same, and doing it again does what is left instead of going back from where it went.
 * @throws {RefusedError} {IndexError} {DecisionsError}
 */
export async function rollBack(options: RollBackOptions): Promise<Published> {
  const { indexDir, moderationDir, generation: wanted, by, embedder, now } = options;
  return inTurn(indexDir, async (workshop) => {
    const decisions = await openDecisions(moderationDir);
    try {
      const kept = await listKept(indexDir);
      const history = await decisions.history();
      const live = kept.find((one) => one.live)?.name ?? null;
      const unfinished = await unfinishedRollback(moderationDir, live, history);
      const isRetry = unfinished !== null && (wanted === null || wanted === unfinished.generation);
      const { chosen, before } = isRetry
        ? { chosen: unfinished.generation, before: unfinished.before }
        : choose(kept, wanted);
      if (!isRetry) {
        await openWhole(path.join(indexDir, chosen), embedder);
        await intendRollback(moderationDir, { generation: chosen, before, decisions: history.length });
        await publish(indexDir, workshop.folder, chosen, now);
      }
      if (!isRetry || !unfinished.recorded)
        await decisions.record({ kind: 'rollback', by, generation: chosen, before });
      await dropIntention(moderationDir);
      return { generation: chosen, before };
    } finally {
      decisions.close();
    }
  });
}

function choose(kept: readonly KeptGeneration[], wanted: string | null): { chosen: string; before: string } {
  const published = kept.filter((one) => one.published !== null);
  const live = published.find((one) => one.live)?.name;
  const earlier = published.filter((one) => !one.live).map(({ name }) => name);
  const chosen = wanted === null ? earlier[0] : earlier.find((name) => name === wanted);
  if (live !== undefined && chosen !== undefined) return { chosen, before: live };
  if (live !== undefined && wanted === live) throw new RefusedError(`Generation ${live} is the live one already.`);
  const missing =
    wanted === null ? 'There is no generation before the live one' : `Generation ${wanted} was never live`;
  throw new RefusedError(`${missing}. You can go back to: ${earlier.join(', ') || 'none'}.`);
}
