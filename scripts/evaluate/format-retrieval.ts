import type { ComparisonLine } from './comparison.js';
import { percent, percentOf, points, table } from './markdown.js';
import type { Quality, RetrievalReport } from './retrieval-report.js';
import type { Pair } from './typo-pairs.js';

const QUALITY = ['hit@1', 'hit@3', 'MRR@3', 'nDCG@5', 'false abstention'];
const qualityCells = ({ hit1, hit3, mrr3, ndcg5, falseAbstention }: Quality) =>
  [hit1, hit3, mrr3, ndcg5, falseAbstention].map(percent);

/** The retrieval half of a report; 95% intervals in brackets. */
export function formatRetrieval(report: RetrievalReport): string[] {
  const grouped = (name: string, groups: Readonly<Record<string, Quality>>) =>
    table(
      [name, 'questions', ...QUALITY],
      Object.entries(groups).map(([group, quality]) => [group, String(quality.hit1.count), ...qualityCells(quality)]),
    );
  return [
    `${report.hit1.count} questions in scope and ${report.offTopicSilence.count} off-topic messages; ${report.answeredByTriage} more were answered by triage alone and are left out.`,
    '',
    ...table(
      ['Measure', 'Share'],
      [
        ...QUALITY.map((name, at) => [name, qualityCells(report)[at]!]),
        ['off-topic silence', percent(report.offTopicSilence)],
        ['expected calibration error', `${(100 * report.reliability.error).toFixed(1)}%`],
        ['threshold on the confidence', String(report.threshold)],
      ],
    ),
    '',
    '### The same question clean and mistyped',
    '',
    ...formatPairs(report),
    '',
    '### By style',
    '',
    ...grouped('Style', report.byStyle),
    '',
    '### By writers',
    '',
    ...grouped('File', report.byWriters),
    '',
    '### Silence by kind of off-topic message',
    '',
    ...table(
      ['Kind', 'messages', 'silent'],
      Object.entries(report.silenceByKind).map(([kind, silence]) => [kind, String(silence.count), percent(silence)]),
    ),
    '',
    '### By topic',
    '',
    ...table(
      ['Topic', 'questions', 'hit@1', 'hit@3'],
      Object.entries(report.byTopic).map(([topic, { hit1, hit3 }]) => [
        topic,
        String(hit1.count),
        percent(hit1),
        percent(hit3),
      ]),
    ),
  ];
}

function formatPairs({ typoPairs: { hit1, hit3 } }: RetrievalReport): string[] {
  const row = (name: string, { clean, mistyped, loss }: Pair) => [
    name,
    String(clean.count),
    percent(clean),
    percent(mistyped),
    points(loss),
  ];
  return table(
    ['Measure', 'pairs', 'clean', 'mistyped', 'lost to typing errors'],
    [row('hit@1', hit1), row('hit@3', hit3)],
  );
}

/** What a comparison shows, one line a system. */
export function formatComparison(lines: readonly ComparisonLine[]): string[] {
  return table(
    ['System', 'hit@1', 'hit@3', 'MRR@3', 'nDCG@5', 'hit@3 against the first line', 'off-topic silence at 4%'],
    lines.map(({ name, hit1, hit3, mrr3, ndcg5, difference, silence }, at) => [
      name,
      ...[hit1, hit3, mrr3, ndcg5].map(percent),
      at === 0 ? '' : points(difference),
      percentOf(silence),
    ]),
  );
}

export const COMPARISON_NOTE =
  'Here nobody may keep silent: every system gives its best guess. The last column is the share of off-topic messages that its own score would leave unanswered at a threshold that leaves 4% of the in-scope questions unanswered. Backchat and its parts are fitted to the development questions: on that split they look better than they are.';
