import { headingOf } from '#src/corpus/article.js';
import { REASONS } from '#src/discord/report-reasons.js';
import { renderHistory } from '#src/discord/render-history.js';
import { renderReport } from '#src/discord/render-notices.js';
import { renderReview } from '#src/discord/render-review.js';
import { renderStatus } from '#src/discord/render-status.js';
import type { Decision } from '#src/moderation/decision.js';
import type { Review } from '#src/moderation/review.js';
import { standingAfter } from '#src/moderation/standing.js';
import { statusOf } from '#src/moderation/status.js';
import type { Generation } from '#src/search-index/generation.js';
import type { Scene } from './discord-html.js';

const DESKTOP = 760;
const PHONE = 390;
const NOW = new Date('2026-11-22T14:07:00Z');
const MODERATOR = '123456789012345678';

/** What moderators see: an example of each kind, over the articles as they are. `passage` is one that is reported. */
export function moderatorsScenes(generation: Generation, passage: string): Scene[] {
  const { generation: live } = generation.manifest;
  const reported = generation.passages.find(({ id }) => id === passage)!;
  const title = generation.articles.get(reported.article)!.title;
  const heading = headingOf(reported);
  const place = `${title} › ${heading}`;
  const review: Review = {
    generation: '3f9c01d27ab4',
    base: live,
    change: null,
    articles: { added: [], changed: [title], removed: [] },
    passages: { added: 0, changed: 1, removed: 0 },
    examples: [
      {
        kind: 'changed',
        title,
        heading,
        before: reported.text,
        after: reported.text.replace(/^(?:\S+ ){3}/, 'At the end of a hang '),
      },
    ],
    warnings: [`${generation.articles.get(reported.article)!.file}:5: the check was due on 2026-11-01.`],
    golden: [
      {
        ask: 'why does it grab when I let go of the bar',
        before: place,
        after: `${title} › Coming down slowly`,
        lost: false,
      },
    ],
    goldenProblem: null,
    undoesRollback: false,
  };
  const history = decisions(live, reported.article, heading);
  const standing = standingAfter(history);
  const status = statusOf({ generation, published: history[0]!.at, standing, history, now: NOW });
  const waiting = [{ review, at: NOW.toISOString() }];
  return [
    { name: 'review', command: '/corpus refresh', body: renderReview(review), width: DESKTOP },
    { name: 'review-phone', command: '/corpus refresh', body: renderReview(review), width: PHONE },
    { name: 'status', command: '/corpus status', body: renderStatus(status, waiting), width: DESKTOP },
    { name: 'history', command: '/corpus history', body: renderHistory(history, 0), width: DESKTOP },
    { name: 'reported', body: renderReport({ passage, title, heading }, REASONS.outdated), width: DESKTOP },
  ];
}

function decisions(generation: string, article: string, heading: string): Decision[] {
  const made = { by: MODERATOR };
  const passages = { added: 2, changed: 1, removed: 0 };
  return [
    {
      ...made,
      at: '2026-11-19T09:30:00Z',
      kind: 'publish',
      what: 'add',
      article,
      generation,
      before: '91b4f0c2d6e8',
      passages,
    },
    { ...made, at: '2026-11-21T17:12:00Z', kind: 'quarantine', article, heading, reason: 'the source was withdrawn' },
  ];
}
