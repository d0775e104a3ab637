import { sourceOf } from '../answer/cite.js';
import type { Source } from '../corpus/sources.js';
import type { Generation } from '../search-index/generation.js';
import { plain, safeAddress } from './discord-text.js';
import { fillPages } from './fill-pages.js';
import { button, MAX_CONTENT, message, row, shorten, type MessageBody } from './message.js';
import { findPassage } from './pages.js';
import { closing } from './render-answer.js';

/** Longest entry: title and authors beyond it end in "…". It is a list of references, not text about health. */
const MAX_ENTRY = 160;

/**
 * The bibliography, or that of the article that holds a passage, as the page with this number; the nearest one where there is none. Null when the
 * generation has the passage no more.
 */
export function renderSources(generation: Generation, passage: string | null, page: number): MessageBody | null {
  const article = passage === null ? null : generation.articles.get(findPassage(passage, generation)?.article ?? '');
  if (article === undefined) return null;
  const keys = article ? [...new Set(article.passages.flatMap((one) => one.sources))] : [...generation.sources.keys()];
  const sources = keys.map((key) => sourceOf(key, generation.sources));
  const title = article ? `Sources of “${plain(shorten(article.title, 100))}”` : 'Sources';
  const explained =
    'A: review, guideline or trial. B: small study, textbook or official leaflet. C: trade, popular or legal page.';
  const end = (at: number, count: number) =>
    [`-# ${explained}`, `-# Page ${at + 1} of ${count} · ${sources.length} sources`, closing()].join('\n');
  const head = `**${title}**`;
  const pages = fillPages(
    sources.length > 0 ? sources.map(renderSource) : ['None yet.'],
    MAX_CONTENT - head.length - end(9_998, 9_999).length - '\n\n'.length * 2,
  );
  const at = Math.min(page, pages.length - 1);
  const turn = (label: string, to: number) =>
    button(label, { kind: 'sources', passage, page: Math.max(to, 0) }, { disabled: !pages[to] });
  return message([head, pages[at]!, end(at, pages.length)].join('\n\n'), {
    hidden: true,
    rows: pages.length > 1 ? row([turn('Previous', at - 1), turn('Next', at + 1)]) : [],
  });
}

function renderSource(source: Source): string {
  const { key, title, authors, published, year, grade } = source;
  const who = authors ? `${plain(shorten(authors, MAX_ENTRY / 2))} ` : '';
  const address = addressOf(source);
  const named = plain(shorten(title, MAX_ENTRY));
  const where = [published && plain(shorten(published, MAX_ENTRY / 2)), year].filter(Boolean).join(', ');
  return [`- **${key}** ${who}${address === null ? named : `[${named}](<${address}>)`}`, where, grade && `(${grade})`]
    .filter(Boolean)
    .join('. ');
}

/** Where a source can be read: its DOI first, since pages move. */
function addressOf({ doi, pmid, pmcid, address }: Source): string | null {
  const url =
    (doi && `https://doi.org/${doi}`) ??
    (pmcid && `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/`) ??
    (pmid && `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`) ??
    address;
  const safe = url === undefined ? null : safeAddress(url);
  return safe !== null && safe.length <= 300 ? safe : null;
}
