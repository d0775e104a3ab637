import { headingOf } from '../corpus/article.js';
import type { Generation } from '../search-index/generation.js';
import type { RankedPassage } from '../retrieval/rank.js';
import type { Quote } from './answer.js';

/** A passage is not what its generation stores at that place. It must not be shown. */
export class QuoteError extends Error {
  override readonly name = 'QuoteError';
}

/** Makes a quote of a passage, after comparing it letter for letter with the article that its generation stores. @throws {QuoteError} */
export function quote(
  { passage, score }: Pick<RankedPassage, 'passage' | 'score'>,
  { articles, manifest }: Pick<Generation, 'articles' | 'manifest'>,
): Quote {
  const article = articles.get(passage.article);
  if (article?.text.slice(passage.start, passage.end) !== passage.text) {
    throw new QuoteError(
      `Passage ${passage.id} is not the text of ${passage.article} in generation ${manifest.generation}. Delete the generation and run "npm run index".`,
    );
  }
  return {
    text: passage.text,
    passage: passage.id,
    article: article.id,
    title: article.title,
    heading: headingOf(passage),
    sources: passage.sources,
    file: article.file,
    lines: passage.lines,
    score: Math.round(score * 1000) / 1000,
  };
}
