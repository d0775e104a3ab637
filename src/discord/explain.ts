import { RefusedError } from '../moderation/refused-error.js';
import { ARTICLE_TEMPLATE } from '../moderation/template.js';
import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import { fillPages } from './fill-pages.js';
import { brief } from './lines.js';
import type { MessageBody } from './message.js';
import { ownWordsOf } from './own-words.js';
import { note, NOTES } from './render-texts.js';

/** Characters of one line of an error, and of all that are shown. */
const MAX_LINE = 600;
const MAX_ERROR = 1900;

/** Why what a moderator asked for was not done, to be told in private. The log gets more of a failure, and less of a refusal, which may repeat what was typed. */
export function explain(error: unknown, step: string, desk: Pick<Desk, 'log'>): MessageBody {
  const words = ownWordsOf(error);
  const fields = { kind: failureKind(error), event: step };
  desk.log.warn(
    error instanceof RefusedError ? fields : { ...fields, err: error },
    'What a moderator asked for was not done',
  );
  if (words === null) return note(NOTES.failed);
  const [start = '', template] = words.split(`\n\n${ARTICLE_TEMPLATE}`);
  // The template is to be copied as it is.
  if (template !== undefined) return note(`${brief(start, MAX_LINE)}\n\`\`\`md\n${ARTICLE_TEMPLATE}\`\`\``);
  const lines = words.split('\n').map((line) => brief(line, MAX_LINE));
  return note(fillPages(lines, MAX_ERROR)[0]!);
}
