import path from 'node:path';
import { seededRandom, shuffle } from '../../scripts/statistics/random.js';
import { ACTIONS, type Action } from './moderators-step.js';
import { openRange } from './range.js';

export interface KillOptions {
  /** An empty folder. */
  readonly folder: string;
  /** A small corpus with the article `methods/bar-hang.md`. */
  readonly corpus: string;
  /** The compiled src/main.ts. */
  readonly main: string;
  /** How many bots are killed: as many in each kind of action, give or take one. */
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** How often an action was under way when its bot was killed, and how often the bot had confirmed it. */
export type KillResult = Readonly<Record<Action, { underWay: number; confirmed: number }>>;

/** Bots that are killed side by side, each on folders of its own: as many as CI has cores. */
const RANGES = 2;

/**
 * Kills whole bots at random instants while a moderator refreshes, publishes, withholds or releases, and goes back. After each a bot must start again
 * and answer from the live generation as the decisions on the disk say, everything that was confirmed must be there, and no article may be half.
 * @throws at the first round in which one of these is not so, with what was done and what the bot wrote
 */
export async function killBots({ rounds, seed, onRound, folder, ...place }: KillOptions): Promise<KillResult> {
  const random = seededRandom(seed);
  const actions = Array.from({ length: rounds }, (_, at) => ACTIONS[at % ACTIONS.length]!);
  shuffle(actions, random);
  const result: KillResult = {
    refresh: { underWay: 0, confirmed: 0 },
    publish: { underWay: 0, confirmed: 0 },
    quarantine: { underWay: 0, confirmed: 0 },
    rollback: { underWay: 0, confirmed: 0 },
  };
  let round = 0;
  let failed = false;
  const killInRange = async (name: number) => {
    const range = await openRange({ ...place, folder: path.join(folder, String(name)) });
    try {
      for (const action of actions.filter((_, at) => at % RANGES === name)) {
        if (failed) return;
        result[action][await range.kill(action, random)]++;
        onRound?.(++round);
      }
    } catch (cause) {
      failed = true;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`After ${round} rounds with seed ${seed}: ${why}`, { cause });
    } finally {
      await range.close();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: RANGES }, (_, name) => killInRange(name)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return result;
}

/** For people: `refresh 5 of 5 under way`, and so on. */
export function describeKills(result: KillResult): string {
  return ACTIONS.map((action) => {
    const { underWay, confirmed } = result[action];
    return `${action} ${underWay} of ${underWay + confirmed}`;
  }).join(', ');
}

export function underWay(result: KillResult): number {
  return ACTIONS.reduce((sum, action) => sum + result[action].underWay, 0);
}
