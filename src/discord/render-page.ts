import { quote } from '../answer/quote.js';
import type { Generation } from '../search-index/generation.js';
import { fitQuotes } from './fit-quotes.js';
import { button, message, row, type MessageBody } from './message.js';
import { findPage } from './pages.js';
import { closing, type Above } from './render-answer.js';

/** The page of an article that holds a passage, or `by` pages further, under a notice where one led there; null when the generation has the passage no more. */
export function renderPage(
  passage: string,
  generation: Generation,
  { by = 0, above = null }: { readonly by?: -1 | 0 | 1; readonly above?: Above | null } = {},
): MessageBody | null {
  const found = findPage(passage, generation, above?.notice.length ?? 0);
  if (!found) return null;
  const { pages } = found;
  const at = Math.min(Math.max(found.at + by, 0), pages.length - 1);
  const quotes = pages[at]!.passages.map((one) => quote({ passage: one, score: 0 }, generation));
  const { content, shown } = fitQuotes(quotes, generation, {
    head: above ? [above.notice] : [],
    tail: [`-# Section ${at + 1} of ${pages.length}\n${closing()}`],
  });
  const here = quotes[0]!.passage;
  const level = above?.level ?? null;
  const buttons = [
    button('Previous', { kind: 'turn', to: 'previous', level, passage: here }, { disabled: at === 0 }),
    button('Next', { kind: 'turn', to: 'next', level, passage: here }, { disabled: at === pages.length - 1 }),
    button('Sources', { kind: 'sources', passage: here, page: null }),
    level === null && shown.length > 0
      ? button('Share', { kind: 'share', passages: shown.map((one) => one.passage) })
      : null,
  ];
  return message(content, { hidden: true, rows: row(buttons) });
}
