import { quote } from '../answer/quote.js';
import { headingOf, type Article, type Passage } from '../corpus/article.js';
import type { Generation } from '../search-index/generation.js';
import { renderQuote } from './render-quote.js';

/** A section of an article, or a part of one that is too long for a message. */
export interface Page {
  readonly passages: readonly Passage[];
}

/** Room for quotes on a page: a message without its closing lines. */
const MAX_PAGE = 1600;

/** What quotes are checked against and rendered with. */
export type Library = Pick<Generation, 'articles' | 'manifest' | 'sources'>;

/** An article cut into pages: a section each, of a long section as many whole passages as fit under a notice of so many characters. */
export function pagesOf(article: Article, generation: Library, notice = 0): Page[] {
  const pages: { heading: string; passages: Passage[]; length: number }[] = [];
  for (const passage of article.passages) {
    const heading = headingOf(passage);
    const { length } = renderQuote(quote({ passage, score: 0 }, generation), generation);
    const last = pages.at(-1);
    if (last?.heading === heading && last.length + length <= MAX_PAGE - notice) {
      last.passages.push(passage);
      last.length += length;
    } else {
      pages.push({ heading, passages: [passage], length });
    }
  }
  return pages;
}

/** The pages of the article that holds a passage, and which of them does; null when the generation has it no more. */
export function findPage(
  passageId: string,
  generation: Generation,
  notice: number,
): { pages: readonly Page[]; at: number } | null {
  const passage = findPassage(passageId, generation);
  const article = passage && generation.articles.get(passage.article);
  if (!article) return null;
  const pages = pagesOf(article, generation, notice);
  return { pages, at: pages.findIndex((page) => page.passages.includes(passage)) };
}

const passagesById = new WeakMap<Pick<Generation, 'articles'>, ReadonlyMap<string, Passage>>();

/** A passage of an article by its id. */
export function findPassage(id: string, generation: Pick<Generation, 'articles'>): Passage | undefined {
  const known = passagesById.get(generation);
  if (known) return known.get(id);
  const byId = new Map(
    [...generation.articles.values()].flatMap(({ passages }) => passages.map((passage) => [passage.id, passage])),
  );
  passagesById.set(generation, byId);
  return byId.get(id);
}
