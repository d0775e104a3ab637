import { headingOf } from '#src/corpus/article.js';
import type { Generation } from '#src/search-index/generation.js';
import { rowOf } from '#src/search-index/vector-search.js';

const SHOWN = 5;

/** The passages whose vectors are nearest to each other: where two articles may say the same. */
export function formatNearPassages({ passages, passageTexts }: Generation): string {
  const pairs = passages.flatMap((passage, row) => {
    const other = passageTexts.nearest.search(rowOf(passageTexts.vectors, row), 2).find((hit) => hit.row > row);
    return other ? [{ passage, other: passages[other.row]!, score: other.score }] : [];
  });
  pairs.sort((a, b) => b.score - a.score);
  return [
    'Nearest passages by cosine similarity',
    ...pairs
      .slice(0, SHOWN)
      .map(
        ({ passage, other, score }) =>
          `  ${score.toFixed(2)}  ${passage.article} › ${headingOf(passage)}  ~  ${other.article} › ${headingOf(other)}`,
      ),
  ].join('\n');
}
