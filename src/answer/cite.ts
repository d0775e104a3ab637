import type { Article } from '../corpus/article.js';
import { RESERVED_SOURCES, type Source } from '../corpus/sources.js';

/** What a passage cites by a key: an entry of the bibliography or a reserved source; of a key that nobody knows, the key itself. */
export function sourceOf(key: string, bibliography: ReadonlyMap<string, Source>): Source {
  return bibliography.get(key) ?? RESERVED_SOURCES.find((reserved) => reserved.key === key) ?? { key, title: key };
}

/** A source in short: "Wegner I and others 2013", or its title where nobody is named. */
export function nameSource({ title, authors, year }: Source): string {
  const who = authors ? `${authors.split(/[,.]/, 1)[0]!}${authors.includes(',') ? ' and others' : ''}` : title;
  return `${who}${year === undefined ? '' : ` ${year}`}`;
}

/** Who reviewed an article, or that nobody has. */
export function nameReview(article: Pick<Article, 'reviewedBy'> | undefined): string {
  return article?.reviewedBy ? `reviewed by ${article.reviewedBy}` : 'not yet reviewed by a clinician';
}
