import { readdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type { Config } from './config.js';
import { loadEmbedder } from './embedding/transformers.js';
import type { Published } from './moderation/corpus-desk.js';
import { RefusedError } from './moderation/refused-error.js';
import type { CorpusChange, Review } from './moderation/review.js';
import { createLog } from './operations/log.js';
import { sayError } from './operations/say-error.js';
import { publishProposal } from './publish-proposal.js';
import { reviewCorpus } from './review-corpus.js';
import { rollBack } from './roll-back.js';
import type { ReviewProgress } from './search-index/build-progress.js';

/** Where everything is, and the model. */
export type BuildPlace = Omit<Config, 'emergencyNumber'>;

/** What a forked process is to do, and with what. */
export type Work =
  | { readonly kind: 'review'; readonly change: CorpusChange | null }
  | { readonly kind: 'publish'; readonly generation: string; readonly by: string }
  | { readonly kind: 'roll-back'; readonly generation: string | null; readonly by: string };

export interface BuildRequest {
  readonly place: BuildPlace;
  readonly work: Work;
}

/** What comes of each kind of work. */
export interface WorkResults {
  readonly review: Review | null;
  readonly publish: Published;
  readonly 'roll-back': Published;
}

/** What it sends back. */
export type Message =
  | { readonly kind: 'progress'; readonly progress: ReviewProgress }
  | { readonly kind: 'done'; readonly result: WorkResults[Work['kind']] }
  /** `refused` says that it is an answer to who asked and nothing has broken. */
  | { readonly kind: 'failed'; readonly message: string; readonly refused: boolean };

/** Least time between two messages about the same stage, in milliseconds. */
const NEWS = 100;

// The program of the process that src/build-outside.ts forks.
lowerPriority();
dieFirst();
process.once('message', (request) => {
  void carryOut(request as BuildRequest).then(
    (result) => {
      finish({ kind: 'done', result });
    },
    (error: unknown) => {
      finish(failureOf(error));
    },
  );
});
// Without its parent nobody is waiting, and nobody would end it.
process.once('disconnect', () => process.exit(1));

/** Linux has a priority for each thread, which later ones take over: V8 and libuv have begun some before this runs. */
function lowerPriority(): void {
  const { PRIORITY_LOW } = constants.priority;
  setPriority(PRIORITY_LOW);
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync('/proc/self/task')) setPriority(Number(thread), PRIORITY_LOW);
}

/** Where memory runs out Linux ends this process, whose work can be done again, and not the bot. A sandbox that forbids it is no reason not to build. */
function dieFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // The bot may then be the one that is ended, as it would be without this.
  }
}

async function carryOut({ place, work }: BuildRequest): Promise<WorkResults[Work['kind']]> {
  const { embeddingModel, modelCacheDir, modelHost } = place;
  const embedder = await loadEmbedder({ model: embeddingModel, cacheDir: modelCacheDir, host: modelHost });
  const options = { ...place, embedder, now: new Date() };
  switch (work.kind) {
    case 'review':
      return reviewCorpus({ ...options, change: work.change, onProgress: tellProgress() });
    case 'publish':
      return publishProposal({ ...options, generation: work.generation, by: work.by });
    case 'roll-back':
      return rollBack({ ...options, generation: work.generation, by: work.by });
  }
}

/** Where it happened is known in this process alone, so that is written here, beside the log of the bot. */
function failureOf(error: unknown): Message {
  if (error instanceof RefusedError) return { kind: 'failed', message: error.message, refused: true };
  createLog({ level: 'error', to: process.stderr }).error({ err: error }, 'Work on the index failed');
  return { kind: 'failed', message: sayError(error), refused: false };
}

function tellProgress(): (progress: ReviewProgress) => void {
  let last = 0;
  return (progress) => {
    if (progress.done > 0 && performance.now() - last < NEWS) return;
    last = performance.now();
    process.send?.({ kind: 'progress', progress } satisfies Message);
  };
}

function finish(message: Message): void {
  process.send?.(message, () => process.exit());
}
