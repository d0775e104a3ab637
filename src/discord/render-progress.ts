import type { ReviewProgress, ReviewStage } from '../search-index/build-progress.js';

const STAGES: Readonly<Record<ReviewStage, string>> = {
  pulling: 'Fetching the articles with git',
  reading: 'Reading and checking the articles',
  embedding: 'Finding out what new texts mean',
  lexical: 'Counting words',
  writing: 'Writing the new generation beside the live one',
  graph: 'Building the graph of vectors',
  verifying: 'Reading back what was written',
  comparing: 'Holding it against what is live',
};

/** How far a review is, in words. */
export function renderProgress({ stage, done, total }: ReviewProgress): string {
  return `⏳ ${STAGES[stage]}${total > 0 ? `: ${done} of ${total}` : ''} …`;
}
