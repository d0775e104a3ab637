import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Slash commands to send: `count` of them, `atOnce` under way at a time. */
export interface Burst {
  readonly texts: readonly string[];
  readonly count: number;
  readonly atOnce: number;
}

/** Milliseconds from the event leaving the stand-in to the bot's request coming in, in the order of sending. */
export interface BurstTimes {
  readonly acknowledgedMs: readonly number[];
  readonly answeredMs: readonly number[];
}

/** What the bot sent that Discord would refuse, and whom it pinged. */
export interface Report {
  readonly violations: readonly unknown[];
  readonly pings: number;
}

/** The stand-in for Discord in a process of its own. */
export interface StandIn {
  readonly url: string;
  readonly token: string;
  /** Sends a burst of /ask, each from another member. */
  burst(burst: Burst): Promise<BurstTimes>;
  report(): Promise<Report>;
  stop(): Promise<void>;
}

const RUN = fileURLToPath(new URL('../../../tests/discord-server/run.js', import.meta.url));

/** Starts one on a free port. */
export async function startStandIn(): Promise<StandIn> {
  const child = fork(RUN);
  const [{ url, token }] = (await once(child, 'message')) as [{ url: string; token: string }];
  return {
    url,
    token,
    burst: (burst) => ask<BurstTimes>(child, { ask: 'burst', command: 'ask', option: 'question', ...burst }),
    report: () => ask<Report>(child, { ask: 'report' }),
    async stop() {
      await ask(child, { ask: 'stop' });
    },
  };
}

let orders = 0;

async function ask<Result>(child: ChildProcess, order: object): Promise<Result> {
  const id = ++orders;
  child.send({ id, ...order });
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ id: number; result: Result; error?: string }];
    if (message.id !== id) continue;
    if (message.error !== undefined) throw new Error(`The stand-in for Discord failed: ${message.error}`);
    return message.result;
  }
}
