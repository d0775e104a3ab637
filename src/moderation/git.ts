import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { RefusedError } from './refused-error.js';

const run = promisify(execFile);

/** Why articles are not changed from a chat where the corpus folder is kept in git, and how they are. */
export const KEPT_IN_GIT =
  'The corpus is kept in git, so articles are not changed from here. Change the file there, have the change reviewed and merged, and then refresh.';

/** Longest time that one step may take, in milliseconds: a remote that does not answer is given up. */
const PATIENCE = 60_000;

/** The environment of a program that is started. */
export type ProgramEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Fetches what the corpus folder's branch follows and moves the folder forward to it. Nothing is merged and nothing is asked for: where that would be
 * needed, the folder stays as it is.
 * @throws {RefusedError} saying what stands in the way and what to do
 */
export async function pullCorpus(folder: string, environment: ProgramEnvironment): Promise<void> {
  const env = { ...environment, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const git = async (...words: string[]): Promise<string> => {
    const { stdout } = await run('git', ['-C', folder, ...words], { env, timeout: PATIENCE, killSignal: 'SIGKILL' });
    return stdout.trimEnd();
  };
  const orRefuse = (work: Promise<string>, explain: (reason: string) => string) =>
    work.catch((cause: unknown) => {
      throw new RefusedError(explain(reasonOf(cause)), { cause });
    });
  await orRefuse(
    git('rev-parse', '--is-inside-work-tree'),
    (reason) => `The corpus folder ${folder} cannot be pulled (${reason}). Set CORPUS_GIT=0 if it is not kept in git.`,
  );
  const changed = await orRefuse(
    git('status', '--porcelain', '--', '.'),
    (reason) => `What has changed in the corpus folder ${folder} cannot be told: ${reason}`,
  );
  if (changed !== '') {
    const files = changed.split('\n').map((line) => line.slice(3).trim());
    throw new RefusedError(
      `The corpus folder has changes that are not committed (${files.slice(0, 5).join(', ')}). Commit them or take them back, then refresh again.`,
    );
  }
  const upstream = await orRefuse(
    git('rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}'),
    () =>
      'The branch of the corpus folder follows no other, so there is nothing to pull. Set one: git branch --set-upstream-to=origin/main',
  );
  await orRefuse(git('fetch', '--quiet'), (reason) => `The corpus could not be fetched from ${upstream}: ${reason}`);
  await orRefuse(
    git('merge-base', '--is-ancestor', 'HEAD', '@{upstream}'),
    () =>
      `The corpus folder and ${upstream} have both gone on, and only what needs no merge is taken. Merge them by hand in ${folder}, then refresh again.`,
  );
  await orRefuse(
    git('merge', '--ff-only', '--quiet', '@{upstream}'),
    (reason) => `The corpus folder could not be moved to ${upstream}: ${reason}`,
  );
}

/** What git said, or why it could not be asked. */
function reasonOf(error: unknown): string {
  const { code, killed, stderr = '', message } = error as NodeJS.ErrnoException & { killed?: boolean; stderr?: string };
  if (code === 'ENOENT') return 'git is not installed';
  if (killed) return `no answer within ${PATIENCE / 1000} seconds`;
  return stderr.trim() || message.trim();
}
