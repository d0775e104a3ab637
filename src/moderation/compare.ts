import { headingOf, type Passage } from '../corpus/article.js';
import type { StoredGeneration } from '../search-index/generation.js';
import type { PassageChanges } from '../search-index/diff-passages.js';
import type { PassageExample, Review } from './review.js';

type Articles = Pick<StoredGeneration, 'articles'>;

/** Examples of each kind that a review shows of a refresh. */
const EXAMPLES = 5;

/** What publishing `after` does to articles and passages. Of a change to one article (`everything`) all its passages are shown. */
export function compareGenerations(
  before: Articles | null,
  after: Articles,
  changes: PassageChanges,
  everything: boolean,
): Pick<Review, 'articles' | 'passages' | 'examples'> {
  const { added, changed, removed } = changes;
  const shown = everything ? Infinity : EXAMPLES;
  const titleIn = (generation: Articles | null, { article }: Passage) => generation!.articles.get(article)!.title;
  const example = (kind: PassageExample['kind'], old: Passage | null, young: Passage | null): PassageExample => ({
    kind,
    title: young ? titleIn(after, young) : titleIn(before, old!),
    heading: headingOf((young ?? old)!),
    before: old?.text ?? null,
    after: young?.text ?? null,
  });
  return {
    articles: compareArticles(before, after),
    passages: { added: added.length, changed: changed.length, removed: removed.length },
    examples: [
      ...added.slice(0, shown).map((passage) => example('added', null, passage)),
      ...changed.slice(0, shown).map((passage) => example('changed', inPlaceOf(passage, before!), passage)),
      ...removed.slice(0, shown).map((passage) => example('removed', passage, null)),
    ],
  };
}

function compareArticles(before: Articles | null, after: Articles): Review['articles'] {
  const old = before?.articles ?? new Map<string, never>();
  const young = [...after.articles.values()];
  const titles = (articles: readonly { title: string }[]) => articles.map(({ title }) => title);
  return {
    added: titles(young.filter(({ id }) => !old.has(id))),
    changed: titles(young.filter(({ id, text }) => old.has(id) && old.get(id)!.text !== text)),
    removed: titles([...old.values()].filter(({ id }) => !after.articles.has(id))),
  };
}

/** The passage that stood in the same section. */
function inPlaceOf({ article, headings }: Passage, before: Articles): Passage | null {
  const place = JSON.stringify(headings);
  return before.articles.get(article)?.passages.find((passage) => JSON.stringify(passage.headings) === place) ?? null;
}
