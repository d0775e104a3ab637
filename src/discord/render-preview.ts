import { readArticle } from '../corpus/read-corpus.js';
import { quote } from '../answer/quote.js';
import { RefusedError } from '../moderation/refused-error.js';
import type { Review } from '../moderation/review.js';
import type { Generation } from '../search-index/generation.js';
import { fitQuotes } from './fit-quotes.js';
import { button, message, row, type MessageBody } from './message.js';
import { pagesOf } from './pages.js';
import { closing } from './render-answer.js';

/** A page of the article that a candidate would bring, as members would read it; the nearest one where there is none of this number. @throws {RefusedError} */
export function renderPreview({ generation, change }: Review, live: Generation, page: number): MessageBody {
  const parsed =
    change === null || change.kind === 'remove'
      ? null
      : readArticle({ file: change.file, text: change.text }, '', () => undefined);
  if (!parsed) throw new RefusedError('There is no text to show.');
  const { article } = parsed;
  const library = { articles: new Map([[article.id, article]]), sources: live.sources, manifest: live.manifest };
  const pages = pagesOf(article, library);
  const at = Math.min(page, pages.length - 1);
  const quotes = pages[at]!.passages.map((passage) => quote({ passage, score: 0 }, library));
  const { content } = fitQuotes(quotes, library, {
    head: [],
    tail: [`-# Preview of what is proposed, section ${at + 1} of ${pages.length}\n${closing()}`],
  });
  const turn = (label: string, to: number) =>
    button(label, { kind: 'preview', generation, page: Math.max(to, 0) }, { disabled: !pages[to] });
  return message(content, { hidden: true, rows: row([turn('Previous', at - 1), turn('Next', at + 1)]) });
}
