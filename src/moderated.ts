import type { Librarian } from './answer-question.js';
import type { Standing } from './moderation/standing.js';
import type { Searcher } from './retrieval/retrieve.js';
import { leaveOut } from './search-index/leave-out.js';

/** By searcher: what was made of it last. Most questions meet the same decisions. */
const lasts = new WeakMap<Searcher, { readonly standing: Standing; readonly rest: Searcher }>();

/** A librarian as moderators want it now: without the sections that are withheld, or with nothing but safety notices while the bot is paused. */
export function moderated(librarian: Librarian, standing: Standing): Librarian {
  if (standing.paused) return { ...librarian, searcher: null, paused: true };
  return { ...librarian, searcher: librarian.searcher && withhold(librarian.searcher, standing) };
}

/** A searcher that knows nothing of the sections that are withheld: they are not found, listed, suggested or counted. */
export function withhold(searcher: Searcher, standing: Standing): Searcher {
  const { quarantined } = standing;
  if (quarantined.length === 0) return searcher;
  const last = lasts.get(searcher);
  if (last?.standing === standing) return last.rest;
  const rest = { ...searcher, generation: leaveOut(searcher.generation, quarantined) };
  lasts.set(searcher, { standing, rest });
  return rest;
}
