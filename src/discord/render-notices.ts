import { brief, moment, withLists } from './lines.js';
import { button, message, row, type MessageBody } from './message.js';

/** Room for what went wrong, before it is escaped. */
const MAX_REASON = 900;
const TITLE = 80;

/** For the moderators' channel: a refresh went wrong. */
export function renderFailedRefresh(why: string): MessageBody {
  return message(`⚠️ **A refresh failed.** The articles are quoted as before.\n${brief(why, MAX_REASON)}`, {
    hidden: false,
  });
}

/** For the moderators' channel: a passage that a member says is wrong. Nothing tells who that was. */
export function renderReport(
  { passage, title, heading }: { readonly passage: string; readonly title: string; readonly heading: string },
  reason: string,
): MessageBody {
  return message(`🚩 **Reported:** ${brief(title, TITLE)} › ${brief(heading, TITLE)} (\`${passage}\`)\n${reason}.`, {
    hidden: false,
    rows: row([
      button('Read the article', { kind: 'read', level: null, passage }),
      button('Quarantine', { kind: 'withhold', passage }),
    ]),
  });
}

/** For the moderators' channel, once a week: articles whose next check is past, in the order given. */
export function renderOverdue(
  articles: readonly { readonly title: string; readonly nextCheck: string }[],
): MessageBody {
  const lines = articles.map(({ title, nextCheck }) => `- ${brief(title, TITLE)}: due ${moment(nextCheck, 'd')}`);
  const heading = `🗓️ **To be held against their sources again: ${articles.length}**`;
  return message(withLists('', [{ heading, lines }], ''), { hidden: false });
}
