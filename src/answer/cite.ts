import type { Article } from '../corpus/article.js';
import type { Source } from '../corpus/sources.js';

/** A source in short: "Wegner I and others 2013", or its title where nobody is named. */
export function nameSource({ title, authors, year }: Source): string {
  const who = authors ? `${authors.split(/[,.]/, 1)[0]!}${authors.includes(',') ? ' and others' : ''}` : title;
  return `${who}${year === undefined ? '' : ` ${year}`}`;
}

/** Who reviewed an article, or that nobody has. */
export function nameReview(article: Pick<Article, 'reviewedBy'> | undefined): string {
  return article?.reviewedBy ? `reviewed by ${article.reviewedBy}` : 'not yet reviewed by a clinician';
}
