import { headingOf, type Article, type NamedSection, type Passage } from '../corpus/article.js';
import type { ArticleRows, Generation } from './generation.js';

/**
 * A generation without some of its sections: no article and no search leads to their passages, no question leads to them alone, and an article of
 * which nothing is left is not there. Rows stay where they are, so vectors and words are shared with the whole generation.
 */
export function leaveOut(generation: Generation, sections: readonly NamedSection[]): Generation {
  const articles = new Map(generation.articles);
  const staying = new Map<string, (passage: Passage) => boolean>();
  for (const id of new Set(sections.map(({ article }) => article))) {
    const article = articles.get(id);
    if (!article) continue;
    const headings = new Set(sections.filter((section) => section.article === id).map(({ heading }) => heading));
    const stays = (passage: Passage) => !headings.has(headingOf(passage));
    const passages = article.passages.filter(stays);
    if (passages.length === 0) articles.delete(id);
    else articles.set(id, { ...article, passages } satisfies Article);
    staying.set(id, stays);
  }
  const articleRows = generation.articleRows.map((rows) => {
    const stays = staying.get(rows.article);
    return stays ? keepRows(generation, rows, stays) : rows;
  });
  return { ...generation, articles, articleRows };
}

function keepRows(
  { passages, questions }: Generation,
  rows: ArticleRows,
  stays: (passage: Passage) => boolean,
): ArticleRows {
  const kept = new Set(rows.passages.filter((row) => stays(passages[row]!)));
  return {
    article: rows.article,
    passages: [...kept],
    questions: rows.questions.filter((row) => questions[row]!.passages.some((passage) => kept.has(passage))),
  };
}
