import { NOTHING_FOUND, wasSearched, type Answer, type Quote } from '../answer/answer.js';
import { LEVELS, type Level } from '../safety/level.js';
import { DISCLAIMER } from '../safety/notices.js';
import type { Generation } from '../search-index/generation.js';
import { fitQuotes } from './fit-quotes.js';
import { plain } from './discord-text.js';
import { button, message, row, shorten, type MessageBody } from './message.js';

/** Who sees an answer. A public one knows who asked, who may delete it. */
export type Audience = { readonly hidden: true } | { readonly hidden: false; readonly asker: string };

const PRIVATE: Audience = { hidden: true };

/** Told apart by words, a sign and the size of the heading; colour says nothing. */
const NOTICE_HEADINGS: Readonly<Record<Level, string>> = {
  crisis: '# 🆘 PLEASE READ THIS FIRST',
  emergency: '# 🚨 EMERGENCY',
  urgent: '## ⚠️ SEE SOMEBODY TODAY',
  soon: '### 🗓️ SOON',
};

/** A notice as it stands above everything else. */
export function renderNotice({ level, text }: { readonly level: Level; readonly text: string }): string {
  const lines = text.split('\n').map((line) => `**${line}**`);
  return [NOTICE_HEADINGS[level], ...lines].join('\n');
}

/** A notice that stands above passages, as it is rendered. */
export interface Above {
  readonly level: Level;
  readonly notice: string;
}

/** The notice at the top of a message; null where there is none. */
export function noticeIn(content: string): Above | null {
  const [notice = ''] = content.split('\n\n');
  const level = LEVELS.find((one) => notice.startsWith(`${NOTICE_HEADINGS[one]}\n`));
  return level ? { level, notice } : null;
}

/** The end of every message: with which passages and rules an answer was made, and the disclaimer. */
export function closing(answer?: Pick<Answer, 'generation' | 'rules'>): string {
  const made = answer ? [`-# Passages ${answer.generation ?? 'none'} · rules ${answer.rules}`] : [];
  return [...made, `-# ${DISCLAIMER}`].join('\n');
}

/** An answer as a message: notice, whole quotes as long as they fit, what else is to say, disclaimer. */
export function renderAnswer(answer: Answer, generation: Generation | null, audience: Audience = PRIVATE): MessageBody {
  const head = answer.notice ? [renderNotice(answer.notice)] : [];
  const remarks = [...answer.remarks, ...(answer.kind === 'no-answer' ? noAnswer(answer) : [])];
  const tail = [...(remarks.length > 0 ? [remarks.join('\n')] : []), closing(answer)];
  const level = answer.notice?.level ?? null;
  if (answer.kind !== 'quotes' || !generation) {
    const rows = generation ? topicButtons(answer.suggestions, generation, level) : [];
    return message([...head, ...tail].join('\n\n'), { ...audience, rows: [...rows, ...row([deleteButton(audience)])] });
  }
  return quotesMessage(answer.quotes, generation, { head, tail, level, audience });
}

/** What a public place gets instead of an answer about bladder, bowels, sex or self-harm: the notice, and the way to a private answer. */
export function renderDelicate(answer: Answer, audience: Audience): MessageBody {
  const notice = answer.notice ? [renderNotice(answer.notice)] : [];
  const buttons = [button('Private answer', { kind: 'private' }), deleteButton(audience)];
  return message([...notice, closing(answer)].join('\n\n'), { ...audience, rows: row(buttons) });
}

/** The passages that an answer had no room for, under the notice that stands above it. */
export function renderMore(quotes: readonly Quote[], generation: Generation, above: Above | null): MessageBody {
  return quotesMessage(quotes, generation, {
    head: above ? [above.notice] : [],
    tail: [closing()],
    level: above?.level ?? null,
    audience: PRIVATE,
  });
}

/** Passages for everybody, without the question that found them. */
export function renderShared(quotes: readonly Quote[], generation: Generation, asker: string): MessageBody {
  const audience = { hidden: false, asker } as const;
  return quotesMessage(quotes, generation, { head: [], tail: [closing()], level: null, audience });
}

interface Around {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly level: Level | null;
  readonly audience: Audience;
}

function quotesMessage(
  quotes: readonly Quote[],
  generation: Generation,
  { head, tail, level, audience }: Around,
): MessageBody {
  const { content, shown, left } = fitQuotes(quotes, generation, { head, tail });
  const passages = shown.map(({ passage }) => passage);
  const reading = [
    left.length > 0 ? button('More', { kind: 'more', level, passages: left.map(({ passage }) => passage) }) : null,
    ...readButtons(shown.length > 0 ? shown : quotes.slice(0, 1), level),
    audience.hidden && level === null && passages.length > 0 ? button('Share', { kind: 'share', passages }) : null,
    deleteButton(audience),
  ];
  const judging = [
    button('Helpful', { kind: 'vote', helpful: true, passages }),
    button('Not helpful', { kind: 'vote', helpful: false, passages }),
    button('Report', { kind: 'report', passages }),
  ];
  const rows = [...row(reading), ...(passages.length > 0 ? row(judging) : [])];
  return message(content, { ...audience, rows });
}

/** A button for each article, named after it. It opens the first section that was quoted. */
function readButtons(quotes: readonly Quote[], level: Level | null) {
  const firsts = quotes.filter((quote, at) => quotes.findIndex(({ article }) => article === quote.article) === at);
  return firsts.map(({ title, passage }) => button(`Read: ${title}`, { kind: 'read', level, passage }));
}

const deleteButton = (audience: Audience) =>
  audience.hidden ? null : button('Delete', { kind: 'delete', asker: audience.asker });

function noAnswer(answer: Answer): string[] {
  if (!wasSearched(answer)) return [];
  const { suggestions } = answer;
  return suggestions.length > 0
    ? [`${NOTHING_FOUND} Nearest topics: ${suggestions.map((title) => plain(shorten(title, 100))).join(' · ')}`]
    : [NOTHING_FOUND];
}

function topicButtons(titles: readonly string[], generation: Generation, level: Level | null) {
  const articles = [...generation.articles.values()];
  return row(
    titles.map((title) => {
      const article = articles.find((one) => one.title === title);
      const first = article?.passages[0];
      return first ? button(title, { kind: 'read', level, passage: first.id }) : null;
    }),
  );
}
