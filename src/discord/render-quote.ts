import type { Quote } from '../answer/answer.js';
import { nameReview, nameSource, sourceOf } from '../answer/cite.js';
import type { Generation } from '../search-index/generation.js';
import { Recent } from './recent.js';
import { blockQuote, discordText, plain } from './discord-text.js';

/** Passages whose rendering is remembered, the oldest forgotten first: reading Markdown takes longer than finding the passage. */
const REMEMBERED = 2000;
const rendered = new WeakMap<Library, Recent<string, string>>();

type Library = Pick<Generation, 'articles' | 'sources'>;

/** A passage as it stands in a message. */
export function renderQuote(quote: Quote, library: Library): string {
  const known = rendered.get(library) ?? new Recent<string, string>(REMEMBERED);
  rendered.set(library, known);
  const before = known.get(quote.passage);
  if (before !== undefined) return before;
  const text = render(quote, library);
  known.set(quote.passage, text);
  return text;
}

/** A passage with title and heading, what it rests on and when it was checked. All of it stands in the quote, so none of it can pass for a word of the bot. */
function render(quote: Quote, { articles, sources }: Library): string {
  const article = articles.get(quote.article);
  const evidence = quote.sources.map((key) => {
    const source = sourceOf(key, sources);
    return plain(nameSource(source)) + (source.grade ? ` (${source.grade})` : '');
  });
  const checked = article ? [`checked ${article.checked}`] : [];
  return blockQuote(
    [
      `**${plain(quote.title)} › ${plain(quote.heading)}**`,
      discordText(quote.text),
      `-# Evidence: ${[evidence.join('; '), ...checked, plain(nameReview(article))].join(' · ')}`,
    ].join('\n'),
  );
}

/** In place of a passage that is longer than a message may be: no quote is ever cut. */
export function renderTooLong({ title, heading, file, lines }: Quote): string {
  const place = `${plain(title)} › ${plain(heading)}`;
  return blockQuote(
    place.length + file.length > 600
      ? 'This passage is longer than a message can be.'
      : `**${place}**\nThis passage is longer than a message can be. It stands in ${plain(file)}, lines ${lines[0]} to ${lines[1]}.`,
  );
}
