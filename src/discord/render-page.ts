import { quote } from '../answer/quote.js';
import type { Generation } from '../search-index/generation.js';
import { fitQuotes } from './fit-quotes.js';
import { button, message, row, type MessageBody } from './message.js';
import { findPage } from './pages.js';
import { closing } from './render-answer.js';

/** The page of an article that holds a passage, or `by` pages further; null when the generation has the passage no more. */
export function renderPage(passage: string, generation: Generation, by: -1 | 0 | 1 = 0): MessageBody | null {
  const found = findPage(passage, generation);
  if (!found) return null;
  const { pages } = found;
  const at = Math.min(Math.max(found.at + by, 0), pages.length - 1);
  const quotes = pages[at]!.passages.map((one) => quote({ passage: one, score: 0 }, generation));
  const { content, shown } = fitQuotes(quotes, generation, {
    head: [],
    tail: [`-# Section ${at + 1} of ${pages.length}\n${closing()}`],
  });
  const here = quotes[0]!.passage;
  const buttons = [
    button('Previous', { kind: 'turn', to: 'previous', passage: here }, { disabled: at === 0 }),
    button('Next', { kind: 'turn', to: 'next', passage: here }, { disabled: at === pages.length - 1 }),
    button('Sources', { kind: 'sources', passage: here, page: null }),
    shown.length > 0 ? button('Share', { kind: 'share', passages: shown.map((one) => one.passage) }) : null,
  ];
  return message(content, { hidden: true, rows: row(buttons) });
}
