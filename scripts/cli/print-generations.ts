import type { KeptGeneration } from '#src/search-index/kept.js';

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
