import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';
import { measure, type Measure } from '../statistics/bootstrap.js';
import type { AskedQuestions, Outcome } from './ask-questions.js';
import { hitAt, ndcg, reciprocalRank } from './grades.js';
import { isInScope } from './questions.js';
import { reliabilityOf, type Reliability } from './reliability.js';
import { tradeOffs, type TradeOff } from './risk-coverage.js';
import type { TypoPairs } from './typo-pairs.js';

/** What the questions in scope come to. */
export interface Quality {
  readonly hit1: Measure;
  readonly hit3: Measure;
  readonly mrr3: Measure;
  readonly ndcg5: Measure;
  readonly falseAbstention: Measure;
}

export interface RetrievalReport extends Quality {
  readonly answeredByTriage: number;
  readonly offTopicSilence: Measure;
  readonly byStyle: Readonly<Record<string, Quality>>;
  readonly byTopic: Readonly<Record<string, Quality>>;
  readonly byWriters: Readonly<Record<string, Quality>>;
  readonly silenceByKind: Readonly<Record<string, Measure>>;
  readonly typoPairs: TypoPairs;
  /** The confidence below which nothing is quoted. */
  readonly threshold: number;
  readonly riskCoverage: readonly TradeOff[];
  readonly reliability: Reliability;
}

export const isQuoted = ({ quoted }: Outcome) => quoted.length > 0;

/** A hit is a quote of grade 2; an abstention on an in-scope question is a miss in every measure. */
export function reportRetrieval(
  { outcomes, answeredByTriage }: AskedQuestions,
  typoPairs: TypoPairs,
  threshold: number,
): RetrievalReport {
  const inScope = outcomes.filter(({ question }) => isInScope(question));
  const offTopic = outcomes.filter(({ question }) => !isInScope(question));
  const silence = (list: readonly Outcome[]) => measure(list.map((outcome) => Number(!isQuoted(outcome))));
  return {
    ...qualityOf(inScope),
    answeredByTriage,
    offTopicSilence: silence(offTopic),
    byStyle: groupBy(inScope, ({ question }) => question.style, qualityOf),
    byTopic: groupBy(inScope, ({ question }) => question.topic ?? 'unlabelled', qualityOf),
    byWriters: groupBy(inScope, ({ question }) => question.writers, qualityOf),
    silenceByKind: groupBy(offTopic, ({ question }) => question.style, silence),
    typoPairs,
    threshold,
    riskCoverage: tradeOffs(outcomes),
    reliability: reliabilityOf(outcomes),
  };
}

function qualityOf(inScope: readonly Outcome[]): Quality {
  const gain = (outcome: Outcome) => (isQuoted(outcome) ? ndcg(outcome.ranked, outcome.question.grades.values()) : 0);
  return {
    hit1: measure(inScope.map(({ quoted }) => hitAt(1, quoted))),
    hit3: measure(inScope.map(({ quoted }) => hitAt(MAX_QUOTES, quoted))),
    mrr3: measure(inScope.map(({ quoted }) => reciprocalRank(quoted))),
    ndcg5: measure(inScope.map(gain)),
    falseAbstention: measure(inScope.map((outcome) => Number(!isQuoted(outcome)))),
  };
}

function groupBy<T>(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
  summarise: (group: readonly Outcome[]) => T,
): Record<string, T> {
  const names = [...new Set(outcomes.map(nameOf))].sort();
  return Object.fromEntries(
    names.map((name) => [name, summarise(outcomes.filter((outcome) => nameOf(outcome) === name))]),
  );
}
