import type { Counts } from '../moderation/counts.js';
import type { Generation } from '../search-index/generation.js';
import { sectionsOf } from './find-sections.js';
import { brief, withLists } from './lines.js';
import { message, type MessageBody } from './message.js';
import { REASONS } from './report-reasons.js';

const NAME = 80;

/** /corpus gaps */
export function renderGaps(
  { unanswered, topics, words, votes, reports }: Counts,
  generation: Generation | null,
): MessageBody {
  const section = (passage: string) => {
    const [found] = sectionsOf([passage], generation);
    return found ? `${brief(found.title, NAME)} › ${brief(found.heading, NAME)}` : 'a passage that is gone';
  };
  const lists = [
    {
      heading: '**Nearest articles**',
      lines: topics.map(
        ({ article, count }) => `- ${count}: ${brief(generation?.articles.get(article)?.title ?? article, NAME)}`,
      ),
    },
    {
      heading: '**Words of the articles in such questions**',
      lines: words.map(({ word, count }) => `- ${count}: ${brief(word, NAME)}`),
    },
    {
      heading: '**Voted “Not helpful”**',
      lines: votes
        .filter(({ notHelpful }) => notHelpful > 0)
        .map(({ passage, helpful, notHelpful }) => `- ${notHelpful} of ${helpful + notHelpful}: ${section(passage)}`),
    },
    {
      heading: '**Reported**',
      lines: reports.map(({ passage, reason, count }) => `- ${count}: ${section(passage)} (${REASONS[reason]})`),
    },
  ];
  const head = `**What members did not find.** Questions without an answer: ${unanswered}`;
  const tail = '-# Only counts are kept. Groups under five are not shown, but for reports.';
  return message(withLists(head, lists, tail), { hidden: true });
}
