import pc from 'picocolors';
import type { GoldenChange, PassageExample, Review } from '#src/moderation/review.js';

const SIGNS = { added: pc.green('+'), changed: pc.yellow('~'), removed: pc.red('-') } as const;

/** What publishing a candidate would do, for a terminal. */
export function formatReview(review: Review): string {
  const { generation, articles, passages, examples, warnings, golden, goldenProblem, undoesRollback } = review;
  const left = passages.added + passages.changed + passages.removed - examples.length;
  return [
    `Generation ${generation}, not published:`,
    ...examples.map(formatExample),
    ...(left > 0 ? [`  and ${left} more`] : []),
    `Articles: ${articles.added.length} added, ${articles.changed.length} changed, ${articles.removed.length} removed.`,
    `Passages: ${passages.added} added, ${passages.changed} changed, ${passages.removed} removed.`,
    ...warnings.map((warning) => `warning  ${warning}`),
    ...golden.map(formatGolden),
    ...(goldenProblem === null ? [] : [`The golden questions were not asked. ${goldenProblem}`]),
    ...(undoesRollback ? ['It would bring back what was rolled back last.'] : []),
    `"npm run index -- --publish ${generation}" makes it the live one.`,
  ].join('\n');
}

function formatExample({ kind, title, heading }: PassageExample): string {
  return `${SIGNS[kind]} ${title} › ${heading}`;
}

function formatGolden({ ask, before, after, lost }: GoldenChange): string {
  const name = (quote: string | null) => quote ?? 'nothing quoted';
  return `${lost ? pc.red('LOST') : 'golden'}  ${ask}  (${name(before)} → ${name(after)})`;
}
