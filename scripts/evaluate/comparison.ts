import { MAX_QUOTES } from '#src/retrieval/choose-quotes.js';
import { measure, type Measure } from '../statistics/bootstrap.js';
import { share, type Share } from '../statistics/wilson.js';
import { MOST_FALSE_ABSTENTION } from './goals.js';
import { hitAt, ndcg, reciprocalRank } from './grades.js';
import { isInScope, type EvaluationQuestion } from './questions.js';

/** What a system makes of a question. */
export interface Ranking {
  /** Sections as `article\nsection`, best first, each once. */
  readonly sections: readonly string[];
  /** How sure the system is of the first one, on a scale of its own. */
  readonly confidence: number;
}

/** A way to find sections: Backchat, a part of it, or another library. */
export interface System {
  readonly name: string;
  rank(question: EvaluationQuestion): Promise<Ranking>;
}

/**
 * One line of a comparison. No system may keep silent here: each gives its best guess for every question, and then shows how well its
 * confidence tells off-topic messages apart.
 */
export interface ComparisonLine {
  readonly name: string;
  readonly hit1: Measure;
  readonly hit3: Measure;
  readonly mrr3: Measure;
  readonly ndcg5: Measure;
  /** hit@3 less that of the first system, question by question. */
  readonly difference: Measure;
  /** Off-topic messages left unanswered when at most 4% of the in-scope questions are. */
  readonly silence: Share;
}

/** Asks every system the same questions; the first one is what the others are held against. */
export async function compareSystems(
  systems: readonly System[],
  questions: readonly EvaluationQuestion[],
): Promise<ComparisonLine[]> {
  const inScope = questions.filter(isInScope);
  const offTopic = questions.filter((question) => !isInScope(question));
  let reference: readonly number[] | null = null;
  const lines: ComparisonLine[] = [];
  for (const system of systems) {
    const answered = await rankAll(system, inScope);
    const others = await rankAll(system, offTopic);
    const hits = answered.map(({ grades }) => hitAt(MAX_QUOTES, grades));
    reference ??= hits;
    lines.push({
      name: system.name,
      hit1: measure(answered.map(({ grades }) => hitAt(1, grades))),
      hit3: measure(hits),
      mrr3: measure(answered.map(({ grades }) => reciprocalRank(grades))),
      ndcg5: measure(answered.map(({ grades, question }) => ndcg(grades, question.grades.values()))),
      difference: measure(hits.map((hit, at) => hit - reference![at]!)),
      silence: silenceAt(
        answered.map(({ confidence }) => confidence),
        others.map(({ confidence }) => confidence),
      ),
    });
  }
  return lines;
}

async function rankAll(system: System, questions: readonly EvaluationQuestion[]) {
  const ranked = [];
  for (const question of questions) {
    const { sections, confidence } = await system.rank(question);
    ranked.push({ question, confidence, grades: sections.map((section) => question.grades.get(section) ?? 0) });
  }
  return ranked;
}

/** Silence on everything below the highest threshold that leaves enough in-scope questions answered. */
function silenceAt(inScope: readonly number[], offTopic: readonly number[]): Share {
  const sorted = inScope.toSorted((a, b) => a - b);
  const threshold = sorted[Math.floor(MOST_FALSE_ABSTENTION * sorted.length)] ?? -Infinity;
  return share(offTopic.filter((confidence) => confidence < threshold).length, offTopic.length);
}
