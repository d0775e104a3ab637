import { nameSection } from '../moderation/quarantine.js';
import type { Proposal } from '../moderation/proposals.js';
import type { Review } from '../moderation/review.js';
import type { CorpusStatus } from '../moderation/status.js';
import { brief, moment, withLists } from './lines.js';
import { button, message, row, type MessageBody } from './message.js';
import { renderDecision } from './render-history.js';

const NAME = 60;

/** /corpus status */
export function renderStatus(
  { live, standing, last }: CorpusStatus,
  waiting: readonly Pick<Proposal, 'review' | 'at'>[],
): MessageBody {
  const overdue = live?.overdue ?? [];
  const age = live?.published ? `, published ${moment(live.published, 'R')}` : '';
  const library = live
    ? [
        `- Generation \`${live.generation}\`${age}`,
        `- ${live.articles} articles, ${live.passages} passages`,
        `- Embedding model: ${brief(live.model, NAME)}`,
      ]
    : ['- ⚠️ Nothing can be searched: only safety notices are given. The log says why.'];
  const answers = standing.paused ? '⚠️ **not answered: paused**' : 'answered';
  const head = ['**The corpus**', ...library, `- Questions are ${answers}`].join('\n');
  const lists = [
    {
      heading: `**In quarantine: ${standing.quarantined.length}**`,
      lines: standing.quarantined.map((one) => `- ${brief(nameSection(one), NAME)}: ${brief(one.reason, NAME)}`),
    },
    {
      heading: `**Waiting for a decision: ${waiting.length}**`,
      lines: waiting.map(({ review, at }) => `- \`${review.generation}\` (${proposalOf(review)}), ${moment(at, 'R')}`),
    },
    {
      heading: `**Checks overdue: ${overdue.length}**`,
      lines: overdue.map(({ title, nextCheck }) => `- ${brief(title, NAME)} (${nextCheck})`),
    },
    { heading: '**Last refreshes**', lines: last.map(renderDecision) },
  ];
  const buttons = waiting.map(({ review: { generation } }) =>
    button(`Review ${generation}`, { kind: 'review', generation }),
  );
  return message(withLists(head, lists, ''), { hidden: true, rows: row(buttons) });
}

function proposalOf({ change }: Review): string {
  return change === null ? 'refresh' : `${change.kind} ${brief(change.article, NAME)}`;
}
