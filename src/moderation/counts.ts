import { readSums, REPORT_REASONS, type ReportReason } from './counters.js';

/** Smaller groups are not told of: they could be one member. */
const LEAST_TOLD = 5;

/** What was counted, as moderators may see it: largest first, groups under five left out. */
export interface Counts {
  /** Questions that found no answer. */
  readonly unanswered: number;
  /** Articles that were nearest to such questions, by id. */
  readonly topics: readonly { readonly article: string; readonly count: number }[];
  /** Words of the corpus that such questions held. */
  readonly words: readonly { readonly word: string; readonly count: number }[];
  /** Passages by their ids, the one with most "Not helpful" first. */
  readonly votes: readonly { readonly passage: string; readonly helpful: number; readonly notHelpful: number }[];
  /** What members reported to moderators: all of it. */
  readonly reports: readonly { readonly passage: string; readonly reason: ReportReason; readonly count: number }[];
}

/** What was counted by all processes until now. @throws {CountsError} */
export async function readCounts(folder: string): Promise<Counts> {
  const sums = await readSums(folder);
  const of = (kind: string) => {
    const start = `${kind} `;
    const found = [...sums].filter(([key]) => key.startsWith(start));
    return found.map(([key, count]) => ({ of: key.slice(start.length), count })).sort((a, b) => b.count - a.count);
  };
  const told = (kind: string) => of(kind).filter(({ count }) => count >= LEAST_TOLD);
  return {
    unanswered: of('unanswered')[0]?.count ?? 0,
    topics: told('topic').map(({ of: article, count }) => ({ article, count })),
    words: told('word').map(({ of: word, count }) => ({ word, count })),
    votes: votesIn(new Map(of('helpful').map(pair)), new Map(of('not-helpful').map(pair))),
    reports: REPORT_REASONS.flatMap((reason) =>
      of(reason).map(({ of: passage, count }) => ({ passage, reason, count })),
    ),
  };
}

const pair = ({ of, count }: { of: string; count: number }): [string, number] => [of, count];

function votesIn(helpful: ReadonlyMap<string, number>, notHelpful: ReadonlyMap<string, number>): Counts['votes'] {
  return [...new Set([...notHelpful.keys(), ...helpful.keys()])]
    .map((passage) => ({ passage, helpful: helpful.get(passage) ?? 0, notHelpful: notHelpful.get(passage) ?? 0 }))
    .filter((votes) => votes.helpful + votes.notHelpful >= LEAST_TOLD)
    .sort((a, b) => b.notHelpful - a.notHelpful);
}
