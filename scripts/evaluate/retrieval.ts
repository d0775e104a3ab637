import { headingOf } from '#src/corpus/article.js';
import type { Calibration } from '#src/retrieval/calibration.js';
import { confidenceOf } from '#src/retrieval/calibration.js';
import { cleanQuestion } from '#src/retrieval/question-text.js';
import { coverageOf, MAX_QUOTES, rank, type RankedPassage, type Searcher } from '#src/retrieval/retrieve.js';
import type { RuleSet } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';
import { seededRandom } from '../statistics/random.js';
import { sectionKey, type EvaluationQuestion } from './questions.js';

/** A question, its ranking and what became of it. */
export interface Outcome {
  readonly question: EvaluationQuestion;
  readonly ranked: readonly RankedPassage[];
  readonly coverage: number;
  readonly confidence: number;
  /** Grades of the five first passages, in their order. */
  readonly grades: readonly number[];
  /** Milliseconds from message to ranked passages. */
  readonly ms: number;
}

/** A share with the 95% interval of 1,000 bootstrap samples (Efron and Tibshirani, "An introduction to the bootstrap", 1993). */
export interface Measure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface RetrievalReport {
  readonly hit1: Measure;
  readonly hit3: Measure;
  readonly mrr3: Measure;
  readonly ndcg5: Measure;
  readonly falseAbstention: Measure;
  readonly offTopicSilence: Measure;
  readonly byStyle: Readonly<Record<string, { hit1: Measure; hit3: Measure; falseAbstention: Measure }>>;
  readonly silenceByKind: Readonly<Record<string, Measure>>;
  readonly p50: number;
  readonly p99: number;
}

/** Ranks every question that triage does not answer alone. */
export async function runQuestions(
  questions: readonly EvaluationQuestion[],
  { generation, embedder, understand }: Searcher,
  rules: RuleSet,
  calibration: Calibration,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const level = triage(question.text, rules).level;
    if (level === 'crisis' || level === 'emergency') continue;
    const started = performance.now();
    const text = cleanQuestion(question.text);
    const query = understand(text);
    const ranked = rank(generation, query, await embedder.embed(text, 'question'), calibration);
    const ms = performance.now() - started;
    const coverage = coverageOf(generation, query);
    const first = ranked[0];
    outcomes.push({
      question,
      ranked,
      coverage,
      confidence: first ? confidenceOf(first.evidence, coverage, calibration) : 0,
      grades: ranked.slice(0, 5).map((passage) => gradeOf(question, passage)),
      ms,
    });
  }
  return outcomes;
}

export function gradeOf({ grades }: EvaluationQuestion, { passage }: RankedPassage): number {
  return grades.get(sectionKey(passage.article, headingOf(passage))) ?? 0;
}

/** A hit is a quoted passage of grade 2; an abstention on an in-scope question is a miss in every measure. */
export function report(outcomes: readonly Outcome[], { threshold }: Calibration): RetrievalReport {
  const inScope = outcomes.filter(({ question }) => question.grades.size > 0);
  const offTopic = outcomes.filter(({ question }) => question.grades.size === 0);
  const quoted = ({ confidence }: Outcome) => confidence >= threshold;
  const hit = (k: number) => (outcome: Outcome) => Number(quoted(outcome) && outcome.grades.slice(0, k).includes(2));
  const abstained = (outcome: Outcome) => Number(!quoted(outcome));
  const reciprocal = (outcome: Outcome) => {
    const at = outcome.grades.slice(0, MAX_QUOTES).indexOf(2);
    return quoted(outcome) && at !== -1 ? 1 / (at + 1) : 0;
  };
  const gain = (outcome: Outcome) =>
    quoted(outcome) ? ndcg(outcome.grades, [...outcome.question.grades.values()]) : 0;
  const groups = (list: readonly Outcome[]) => [...new Set(list.map(({ question }) => question.style))].sort();
  const of = (list: readonly Outcome[], style: string) => list.filter(({ question }) => question.style === style);
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    hit1: measure(inScope.map(hit(1))),
    hit3: measure(inScope.map(hit(MAX_QUOTES))),
    mrr3: measure(inScope.map(reciprocal)),
    ndcg5: measure(inScope.map(gain)),
    falseAbstention: measure(inScope.map(abstained)),
    offTopicSilence: measure(offTopic.map(abstained)),
    byStyle: Object.fromEntries(
      groups(inScope).map((style) => {
        const list = of(inScope, style);
        return [
          style,
          {
            hit1: measure(list.map(hit(1))),
            hit3: measure(list.map(hit(3))),
            falseAbstention: measure(list.map(abstained)),
          },
        ];
      }),
    ),
    silenceByKind: Object.fromEntries(
      groups(offTopic).map((kind) => [kind, measure(of(offTopic, kind).map(abstained))]),
    ),
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

export function formatReport(name: string, result: RetrievalReport): string {
  const percent = ({ mean, low, high }: Measure) =>
    `${(mean * 100).toFixed(1).padStart(5)}%  (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`;
  const lines = [
    `Retrieval, ${name}: ${result.hit1.count} questions in scope, ${result.offTopicSilence.count} off topic`,
    `  hit@1              ${percent(result.hit1)}`,
    `  hit@3              ${percent(result.hit3)}`,
    `  MRR@3              ${percent(result.mrr3)}`,
    `  nDCG@5             ${percent(result.ndcg5)}`,
    `  false abstention   ${percent(result.falseAbstention)}`,
    `  off-topic silence  ${percent(result.offTopicSilence)}`,
    `  ms a question      p50 ${result.p50.toFixed(2)}, p99 ${result.p99.toFixed(2)}`,
    ...Object.entries(result.byStyle).map(
      ([style, { hit1, hit3, falseAbstention }]) =>
        `  ${style.padEnd(18)} hit@1 ${percent(hit1)}  hit@3 ${percent(hit3)}  abstained ${(falseAbstention.mean * 100).toFixed(0)}%  n ${hit1.count}`,
    ),
    ...Object.entries(result.silenceByKind).map(
      ([kind, silence]) => `  ${kind.padEnd(18)} silence ${percent(silence)}  n ${silence.count}`,
    ),
  ];
  return lines.join('\n');
}

/** Normalised discounted cumulative gain of the first five (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002). */
function ndcg(found: readonly number[], all: readonly number[]): number {
  const gain = (grades: readonly number[]) =>
    grades.slice(0, 5).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = gain([...all].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(found) / ideal;
}

function measure(values: readonly number[]): Measure {
  const mean = (list: readonly number[]) =>
    list.length === 0 ? 0 : list.reduce((sum, value) => sum + value, 0) / list.length;
  const random = seededRandom(values.length);
  const samples = Array.from({ length: 1000 }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)]!)),
  );
  samples.sort((a, b) => a - b);
  return { mean: mean(values), low: samples[25]!, high: samples[974]!, count: values.length };
}
