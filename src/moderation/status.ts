import type { Generation } from '../search-index/generation.js';
import type { Decision } from './decision.js';
import type { Standing } from './standing.js';

/** How the corpus and its index are. */
export interface CorpusStatus {
  /** What is searched now, or null while nothing can be. */
  readonly live: {
    readonly generation: string;
    /** ISO time of its publication; empty where that was lost. */
    readonly published: string;
    readonly articles: number;
    readonly passages: number;
    readonly model: string;
    /** Articles whose check is due, the longest waiting first. */
    readonly overdue: readonly OverdueArticle[];
  } | null;
  readonly standing: Standing;
  /** The last publications, rollbacks and failed refreshes, the latest first. */
  readonly last: readonly Decision[];
}

export interface OverdueArticle {
  readonly article: string;
  readonly title: string;
  /** ISO date. */
  readonly nextCheck: string;
}

/** Publications, rollbacks and failures that a status names. */
const LAST = 5;
const REFRESHES: ReadonlySet<Decision['kind']> = new Set(['publish', 'rollback', 'refresh-failed']);

export interface StatusOf {
  readonly generation: Generation | null;
  /** ISO time. */
  readonly published: string;
  readonly standing: Standing;
  /** All decisions, oldest first. */
  readonly history: readonly Decision[];
  readonly now: Date;
}

export function statusOf({ generation, published, standing, history, now }: StatusOf): CorpusStatus {
  const last = history.filter(({ kind }) => REFRESHES.has(kind)).slice(-LAST);
  return { live: generation && describe(generation, published, now), standing, last: last.reverse() };
}

function describe({ manifest, articles }: Generation, published: string, now: Date): CorpusStatus['live'] {
  return {
    generation: manifest.generation,
    published,
    articles: manifest.counts.articles,
    passages: manifest.counts.passages,
    model: manifest.embedder.id,
    overdue: overdueAt(now, [...articles.values()]),
  };
}

function overdueAt(now: Date, articles: readonly { id: string; title: string; nextCheck: string }[]): OverdueArticle[] {
  const today = now.toISOString().slice(0, 10);
  return articles
    .filter(({ nextCheck }) => nextCheck < today)
    .map(({ id, title, nextCheck }) => ({ article: id, title, nextCheck }))
    .sort((a, b) => (a.nextCheck < b.nextCheck ? -1 : 1));
}
