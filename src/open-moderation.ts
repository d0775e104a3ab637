import type { Config } from './config.js';
import type { Moderation } from './discord/parts.js';
import { readCounts } from './moderation/counts.js';
import type { Decisions } from './moderation/decisions.js';
import { onceAWeek } from './moderation/once-a-week.js';
import { readProposals } from './moderation/proposals.js';
import { openCorpusDesk } from './open-corpus-desk.js';
import type { Generation } from './search-index/generation.js';

/** What moderators work with, over the folders of the settings. `live` is what is searched at this moment, withheld sections included. */
export function openModeration(config: Config, decisions: Decisions, live: () => Generation | null): Moderation {
  const { moderationDir } = config;
  return {
    corpus: openCorpusDesk(config, decisions, live),
    decisions,
    waiting: () => readProposals(moderationDir, new Date()),
    counts: () => readCounts(moderationDir),
    generation: live,
    onceAWeek: (now, act) => onceAWeek(moderationDir, now, act),
  };
}
