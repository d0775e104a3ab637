import type { Counts } from '../moderation/counts.js';
import type { Generation } from '../search-index/generation.js';
import { sectionsOf } from './find-sections.js';
import { brief, withLists } from './lines.js';
import { message, type MessageBody } from './message.js';
import { REASONS } from './report-reasons.js';

const NAME = 80;

/** /corpus gaps. What was counted for articles and texts that are not in the generation any more is left out: nobody can mend those. */
export function renderGaps(
  { unanswered, topics, words, votes, reports }: Counts,
  generation: Pick<Generation, 'articles'> | null,
): MessageBody {
  const lineOf = (passage: string, line: (section: string) => string) =>
    sectionsOf([passage], generation).map(({ title, heading }) =>
      line(`${brief(title, NAME)} › ${brief(heading, NAME)}`),
    );
  const lists = [
    {
      heading: '**Nearest articles**',
      lines: topics.flatMap(({ article, count }) => {
        const title = generation?.articles.get(article)?.title;
        return title === undefined ? [] : [`- ${count}: ${brief(title, NAME)}`];
      }),
    },
    {
      heading: '**Words of the articles in such questions**',
      lines: words.map(({ word, count }) => `- ${count}: ${brief(word, NAME)}`),
    },
    {
      heading: '**Voted “Not helpful”**',
      lines: votes
        .filter(({ notHelpful }) => notHelpful > 0)
        .flatMap(({ passage, helpful, notHelpful }) =>
          lineOf(passage, (section) => `- ${notHelpful} of ${helpful + notHelpful}: ${section}`),
        ),
    },
    {
      heading: '**Reported**',
      lines: reports.flatMap(({ passage, reason, count }) =>
        lineOf(passage, (section) => `- ${count}: ${section} (${REASONS[reason]})`),
      ),
    },
  ];
  const head = `**What members did not find.** Questions without an answer: ${unanswered}`;
  const tail = '-# Only counts are kept. Groups under five are not shown, but for reports.';
  return message(withLists(head, lists, tail), { hidden: true });
}
