import pc from 'picocolors';
import { headingOf, type Passage } from '#src/corpus/article.js';
import type { KeptGeneration } from '#src/publish-generation.js';
import type { PassageChanges } from '#src/search-index/diff-passages.js';

/** One line a generation. */
export function formatGenerations(kept: readonly KeptGeneration[]): string {
  if (kept.length === 0) return 'There is no generation yet. Run "npm run index" to build one.';
  return kept
    .map(({ name, live, published, counts }) => {
      const when = published === null ? 'prepared, not published' : `published ${published}`;
      const what = counts ? `${counts.articles} articles, ${counts.passages} passages` : 'cannot be read';
      return `${live ? '*' : ' '} ${name}  ${when.padEnd(34)}  ${what}`;
    })
    .join('\n');
}

/** One line a passage: what a publication would bring, change and take away. */
export function formatChanges({ added, changed, removed }: PassageChanges): string {
  const lines = (sign: string, passages: readonly Passage[]) =>
    passages.map((passage) => `${sign} ${passage.article} › ${headingOf(passage)}`);
  return [
    ...lines(pc.green('+'), added),
    ...lines(pc.yellow('~'), changed),
    ...lines(pc.red('-'), removed),
    `Passages: ${added.length} added, ${changed.length} changed, ${removed.length} removed.`,
  ].join('\n');
}
