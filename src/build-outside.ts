import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import type { BuildReport, BuildRequest, Message } from './build-process.js';
import type { BuildProgress } from './search-index/build-progress.js';
import { IndexError } from './search-index/index-error.js';
import { removeLeftovers } from './search-index/workshop.js';

export interface OutsideOptions extends BuildRequest {
  /** The process is ended when it has not finished after this many milliseconds. */
  readonly timeoutMs: number;
  /** Megabytes of JavaScript objects that it may hold; vectors and graphs come on top. */
  readonly memoryMb?: number;
  /** Called at most ten times a second, and at the start of every stage. */
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Ends the process when it is aborted. */
  readonly signal?: AbortSignal;
}

const MEMORY_MB = 2048;

/**
 * Builds and publishes in a process of its own, at low priority, so that nobody who is asking waits for it. Whatever becomes of that process, the
 * live generation stays usable; it ends together with this one.
 * @throws {IndexError} when the build fails, takes too long, is aborted or dies
 */
export async function buildOutside(options: OutsideOptions): Promise<BuildReport> {
  const { timeoutMs, memoryMb = MEMORY_MB, onProgress, signal, ...request } = options;
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
    return await new Promise<BuildReport>((resolve, reject) => {
      const fail = (message: string) => {
        reject(new IndexError(message));
      };
      child.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        else if (message.kind === 'done') resolve(message.report);
        else fail(message.message);
      });
      child.once('error', reject);
      child.once('close', (code, killedBy) => {
        const how =
          reason ?? `ended before it was done (${killedBy ?? `exit code ${code}`}); it may have run out of memory`;
        fail(`The build of the index ${how}. The live generation stays as it was.`);
      });
      child.send(request, (error) => {
        if (error) reject(error);
      });
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    child.kill('SIGKILL');
    await removeLeftovers(request.indexDir);
  }
}
