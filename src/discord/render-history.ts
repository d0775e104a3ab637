import type { Decision } from '../moderation/decision.js';
import { fillPages } from './fill-pages.js';
import { brief, moment } from './lines.js';
import { button, MAX_CONTENT, message, row, type MessageBody } from './message.js';

const NAME = 60;
const REASON = 120;
/** Room for decisions on a page: a message without its head. */
const MAX_PAGE = MAX_CONTENT - 100;

/** A page of what was decided, the newest first; the nearest one where there is none of this number. */
export function renderHistory(decisions: readonly Decision[], page: number): MessageBody {
  if (decisions.length === 0) return message('Nothing has been decided yet.', { hidden: true });
  const pages = fillPages(decisions.toReversed().map(renderDecision), MAX_PAGE);
  const at = Math.min(page, pages.length - 1);
  const turn = (label: string, to: number) =>
    button(label, { kind: 'history', page: Math.max(to, 0) }, { disabled: !pages[to] });
  const buttons = pages.length > 1 ? [turn('Newer', at - 1), turn('Older', at + 1)] : [];
  return message(`**History**, page ${at + 1} of ${pages.length}\n\n${pages[at]!}`, {
    hidden: true,
    rows: row(buttons),
  });
}

/** A decision on one line: when, who, what. */
export function renderDecision(decision: Decision): string {
  const { at, by } = decision;
  const who = /^\d{17,20}$/.test(by) ? `<@${by}>` : brief(by, NAME);
  return `- ${moment(at, 'f')} ${who} ${whatOf(decision)}`;
}

function whatOf(decision: Decision): string {
  switch (decision.kind) {
    case 'publish': {
      const { what, article, generation, passages } = decision;
      const about = article === null ? '' : ` ${brief(article, NAME)}`;
      const counts = `+${passages.added} ~${passages.changed} −${passages.removed} passages`;
      return `published \`${brief(generation, NAME)}\` (${what}${about}; ${counts})`;
    }
    case 'rollback':
      return `rolled back from \`${brief(decision.before, NAME)}\` to \`${brief(decision.generation, NAME)}\``;
    case 'quarantine':
      return `put ${place(decision)} into quarantine: ${brief(decision.reason, REASON)}`;
    case 'release':
      return `released ${place(decision)}`;
    case 'pause':
      return 'paused the answers';
    case 'resume':
      return 'resumed the answers';
    case 'discard':
      return `discarded \`${brief(decision.generation, NAME)}\``;
    case 'refresh-failed':
      return `tried a refresh, which failed: ${brief(decision.message, REASON)}`;
  }
}

const place = ({ article, heading }: { readonly article: string; readonly heading: string }) =>
  `${brief(article, NAME)} › ${brief(heading, NAME)}`;
