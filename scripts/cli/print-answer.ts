import colors from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { NOTHING_FOUND, wasSearched, type Answer, type Quote } from '#src/answer/answer.js';
import { nameReview, nameSource, sourceOf } from '#src/answer/cite.js';
import type { Source } from '#src/corpus/sources.js';
import type { Article } from '#src/corpus/article.js';

/** Widest text that still reads well. */
const MAX_COLUMNS = 90;

/** What printing needs beside the answer, to name sources and review dates. */
export interface Shelf {
  readonly sources: ReadonlyMap<string, Source>;
  readonly articles: ReadonlyMap<string, Article>;
}

/** An answer as a person reads it in a terminal: notice, quotes with their sources, disclaimer. */
export function formatAnswer(
  answer: Answer,
  shelf: Shelf | null,
  columns = process.stdout.columns || MAX_COLUMNS,
): string {
  const width = Math.min(columns, MAX_COLUMNS);
  const wrap = (text: string, indent = '') =>
    wrapAnsi(text, width - indent.length, { hard: true })
      .split('\n')
      .map((line) => indent + line)
      .join('\n');
  const parts: string[] = [];
  if (answer.notice) parts.push(formatNotice(answer.notice.level, answer.notice.text, wrap));
  for (const quote of answer.quotes) parts.push(formatQuote(quote, shelf, wrap));
  if (answer.kind === 'no-answer' && wasSearched(answer)) parts.push(wrap(noAnswer(answer)));
  for (const remark of answer.remarks) parts.push(wrap(remark));
  parts.push(colors.dim(wrap(answer.disclaimer)));
  parts.push(colors.dim(`Generation ${answer.generation ?? 'none'} · red-flag rules ${answer.rules}`));
  return parts.join('\n\n');
}

function formatNotice(level: string, text: string, wrap: (text: string, indent: string) => string): string {
  const bar = colors.bold('▌ ');
  const title = colors.bold(level.toUpperCase());
  return [title, ...wrap(text, '').split('\n')].map((line) => bar + line).join('\n');
}

function formatQuote(quote: Quote, shelf: Shelf | null, wrap: (text: string, indent: string) => string): string {
  const article = shelf?.articles.get(quote.article);
  const bibliography = shelf?.sources ?? new Map<string, Source>();
  const names = quote.sources.map((key) => `${nameSource(sourceOf(key, bibliography))} [${key}]`);
  return [
    colors.bold(wrap(`${quote.title} › ${quote.heading}`, '')),
    wrap(quote.text, '  │ '),
    colors.dim(wrap(`${names.join('; ')}.`, '  ')),
    colors.dim(
      wrap(`${quote.file}:${quote.lines[0]} · checked ${article?.checked ?? ''} · ${nameReview(article)}`, '  '),
    ),
  ].join('\n');
}

function noAnswer({ suggestions }: Answer): string {
  return suggestions.length > 0 ? `${NOTHING_FOUND}\nNearest topics: ${suggestions.join(' · ')}` : NOTHING_FOUND;
}
