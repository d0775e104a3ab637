import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import type { BuildPlace, BuildRequest, Message, Work, WorkResults } from './build-process.js';
import { RefusedError } from './moderation/refused-error.js';
import { sayError } from './operations/say-error.js';
import type { ReviewProgress } from './search-index/build-progress.js';
import { IndexError } from './search-index/index-error.js';
import { removeLeftovers } from './search-index/workshop.js';

export interface OutsideOptions {
  /** The process is ended when it has not finished after this many milliseconds. */
  readonly timeoutMs: number;
  /** Called at most ten times a second, and at the start of every stage. */
  readonly onProgress?: ((progress: ReviewProgress) => void) | undefined;
}

/** 20,000 passages are built within half of it. With what the bot needs it stays below MemoryMax in deploy/backchat.service. */
const MEMORY_MB = 1024;

/**
 * Reviews, publishes or rolls back in a process of its own, at low priority, so that nobody who is asking waits for it. Whatever becomes of
 * that process, the index stays usable; it ends together with this one.
 * @throws {RefusedError} when what was asked for cannot be done {IndexError} when it fails, takes too long or dies
 */
export async function workOutside<Kind extends Work['kind']>(
  place: BuildPlace,
  work: Extract<Work, { kind: Kind }>,
  options: OutsideOptions,
): Promise<WorkResults[Kind]> {
  const { timeoutMs, onProgress } = options;
  // Always the compiled one: a test may run this file as it was written.
  const entry = createRequire(import.meta.url).resolve('#src/build-process.js');
  const child = fork(entry, {
    execArgv: [`--max-old-space-size=${MEMORY_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  try {
    return await new Promise<WorkResults[Kind]>((resolve, reject) => {
      const fail = (cause: Error) => {
        reject(new IndexError(sayError(cause), { cause }));
      };
      child.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        else if (message.kind === 'done') resolve(message.result as WorkResults[Kind]);
        else reject(message.refused ? new RefusedError(message.message) : new IndexError(message.message));
      });
      child.once('error', fail);
      child.once('close', (code, killedBy) => {
        const how = late
          ? `took longer than ${Math.round(timeoutMs / 1000)} s and was ended`
          : `ended before it was done (${killedBy ?? `exit code ${code}`}); it may have run out of memory`;
        const after =
          work.kind === 'review'
            ? 'The live generation stays as it was.'
            : 'One whole generation is live: see which, then try again.';
        reject(new IndexError(`The build of the index ${how}. ${after}`));
      });
      child.send({ place, work } satisfies BuildRequest, (error) => {
        if (error) fail(error);
      });
    });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    // What became of the work is the news; what cannot be removed now the next builder removes.
    await removeLeftovers(place.indexDir).catch(() => undefined);
  }
}
