import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import type { BuildPlace, BuildRequest, Message, Work, WorkResults } from './build-process.js';
import { RefusedError } from './moderation/refused-error.js';
import type { ReviewProgress } from './search-index/build-progress.js';
import { IndexError } from './search-index/index-error.js';
import { removeLeftovers } from './search-index/workshop.js';

export interface OutsideOptions {
  /** The process is ended when it has not finished after this many milliseconds. */
  readonly timeoutMs: number;
  /** Megabytes of JavaScript objects that it may hold; vectors and graphs come on top. */
  readonly memoryMb?: number;
  /** Called at most ten times a second, and at the start of every stage. */
  readonly onProgress?: ((progress: ReviewProgress) => void) | undefined;
  /** Ends the process when it is aborted. */
  readonly signal?: AbortSignal;
}

/** 20,000 passages are built within half of it. With what the bot needs it stays below MemoryMax in deploy/backchat.service. */
const MEMORY_MB = 1024;

/**
 * Builds, reviews, publishes or rolls back in a process of its own, at low priority, so that nobody who is asking waits for it. Whatever becomes of
 * that process, the index stays usable; it ends together with this one.
 * @throws {RefusedError} when what was asked for cannot be done {IndexError} when it fails, takes too long, is aborted or dies
 */
export async function workOutside<Kind extends Work['kind']>(
  place: BuildPlace,
  work: Extract<Work, { kind: Kind }>,
  options: OutsideOptions,
): Promise<WorkResults[Kind]> {
  const { timeoutMs, memoryMb = MEMORY_MB, onProgress, signal } = options;
  signal?.throwIfAborted();
  // Always the compiled one: a test may run this file as it was written.
  const entry = createRequire(import.meta.url).resolve('#src/build-process.js');
  const child = fork(entry, {
    execArgv: [`--max-old-space-size=${memoryMb}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let reason: string | null = null;
  const end = (why: string) => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => {
    end(`took longer than ${Math.round(timeoutMs / 1000)} s and was ended`);
  }, timeoutMs);
  const abort = () => {
    end('was ended, as asked');
  };
  signal?.addEventListener('abort', abort);
  try {
    return await new Promise<WorkResults[Kind]>((resolve, reject) => {
      child.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        else if (message.kind === 'done') resolve(message.result as WorkResults[Kind]);
        else reject(message.refused ? new RefusedError(message.message) : new IndexError(message.message));
      });
      child.once('error', reject);
      child.once('close', (code, killedBy) => {
        const how =
          reason ?? `ended before it was done (${killedBy ?? `exit code ${code}`}); it may have run out of memory`;
        const after =
          work.kind === 'build' || work.kind === 'review'
            ? 'The live generation stays as it was.'
            : 'One whole generation is live: see which, then try again.';
        reject(new IndexError(`The build of the index ${how}. ${after}`));
      });
      child.send({ place, work } satisfies BuildRequest, (error) => {
        if (error) reject(error);
      });
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    child.kill('SIGKILL');
    await removeLeftovers(place.indexDir);
  }
}
