import path from 'node:path';
import { readConfig } from '#src/config.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { triageByRules } from '#src/safety/ruling.js';
import { compileRules, type RuleSet } from '#src/safety/compile-rules.js';
import { readRuleFiles } from '#src/safety/rules.js';
import { WORDING_WEIGHTS } from '#src/safety/wording.js';
import { expandFeatures, featuresOf } from '#src/wording/features.js';
import { WeightTable } from '#src/wording/log-odds.js';
import { piecesOf } from '#src/wording/pieces.js';
import { writeWeights } from '#src/wording/weights-file.js';
import { command, run } from './cli/command.js';
import { wholeNumber } from './cli/whole-number.js';
import { seededRandom } from './statistics/random.js';
import { addTypos } from './training/noise.js';
import { trainLogistic, type LabelledFeatures } from './training/logistic.js';
import { readLines, type TrainingQuestion } from './training/training-set.js';

interface Options {
  training: string;
  seed: number;
}

interface LabelledMessage {
  readonly text: string;
  readonly level: 'crisis' | 'emergency' | 'urgent' | 'soon' | 'none';
  readonly rules: readonly string[];
}

/**
 * Messages, mistyped copies counted, that a feature of the levels has to stand in: only what came of mistyping alone is left out. Of all pairs of an
 * alarm and another message 0.16% of the development messages (0.19% with 3) and 0.8% of those in other languages (1.1% with 3) are in the wrong order.
 */
const LEAST_FOR_LEVELS = 2;
/** The same for the rules, of which there are many and which matter less. Chosen by hand. */
const LEAST_FOR_RULES = 12;
/** Chosen by hand. */
const SETTINGS = { epochs: 12, learningRate: 0.5, penalty: 1e-4 };
/** Articles of these folders are asked about without a sign: their questions are messages that need no alarm. */
const ORDINARY_FOLDERS = ['basics', 'care-and-evidence', 'daily-life', 'exercise', 'methods', 'why-it-hurts'];
const ABOUT_SIGNS = 'soreness-vs-warning';
/** They are easy beside the labelled messages, but half of those are alarms: with 0.5 two more of 520 ordinary messages get a notice at equal emergencies. */
const ORDINARY_WEIGHT = 1.2;

/** What the rules say by themselves is one of the things that wording is judged by. */
const NO_WEIGHTS = new WeightTable([], new Uint32Array(), new Int8Array());
const NOTHING_LEARNED = { levels: NO_WEIGHTS, rules: NO_WEIGHTS, digest: '' };

const program = command(
  'train-triage',
  'Learns from labelled messages how warning signs are worded, beside the red-flag rules.',
)
  .option('--training <folder>', 'folder of the labelled messages', 'training')
  .option('--seed <number>', 'the same seed gives the same weights', wholeNumber, 1);

await run(program, async () => {
  const options = program.opts<Options>();
  const started = performance.now();
  const rules = compileRules(readRuleFiles(), NOTHING_LEARNED);
  const labelled = [
    ...(await readLines<LabelledMessage>(path.join(options.training, 'triage-messages.jsonl'))),
    ...examples(rules),
  ];
  const ordinary = await readOrdinary(options.training);
  const random = seededRandom(options.seed);
  const messages = [
    ...labelled.flatMap((message) => toFeatures(message, 1, rules, random)),
    ...ordinary.flatMap((text) => toFeatures({ text, level: 'none', rules: [] }, ORDINARY_WEIGHT, rules, random)),
  ];
  const levels = trainLogistic(messages, {
    ...SETTINGS,
    heads: ['alarm', 'emergency', 'crisis'],
    leastMessages: LEAST_FOR_LEVELS,
    random,
  });
  const byRule = trainLogistic(messages, {
    ...SETTINGS,
    heads: rules.rules.map(({ id }) => id),
    leastMessages: LEAST_FOR_RULES,
    random,
  });
  writeWeights(WORDING_WEIGHTS, { levels, rules: byRule });
  console.log(
    `${labelled.length} labelled messages, ${ordinary.length} ordinary ones; ${levels.hashes.length} and ${byRule.hashes.length} features, ${((performance.now() - started) / 1000).toFixed(0)} s.`,
  );
});

/** The examples of the rule file are labelled messages too. */
function examples({ rules, file }: RuleSet): LabelledMessage[] {
  const silent = [...rules.flatMap((rule) => rule.silent), ...file.phrases.silent];
  return [
    ...rules.flatMap(({ id, urgency, fires }) =>
      fires.map(({ text, level }) => ({ text, level: level ?? urgency, rules: [id] })),
    ),
    ...silent.map((text) => ({ text, level: 'none' as const, rules: [] })),
  ];
}

async function readOrdinary(folder: string): Promise<string[]> {
  const corpus = await readCorpus(readConfig().corpusDir, new Date().toISOString().slice(0, 10));
  const articles = new Set(
    corpus.articles
      .filter(({ id, file }) => id !== ABOUT_SIGNS && ORDINARY_FOLDERS.includes(path.basename(path.dirname(file))))
      .map(({ id }) => id),
  );
  const questions = await readLines<TrainingQuestion>(path.join(folder, 'questions.jsonl'));
  const offTopic = await readLines<{ text: string }>(path.join(folder, 'off-topic.jsonl'));
  const ordinary = questions.filter(({ answers }) => answers.every(({ article }) => articles.has(article)));
  return [...ordinary, ...offTopic].map(({ text }) => text);
}

/** The message as it is, and as a hurried thumb would type it: typos are no sign. */
function toFeatures(
  { text, level, rules: ids }: LabelledMessage,
  weight: number,
  rules: RuleSet,
  random: () => number,
): LabelledFeatures[] {
  const answers = new Set(level === 'none' || level === 'soon' ? [] : ['alarm', ...ids]);
  if (level === 'emergency' || level === 'crisis') answers.add('emergency');
  if (level === 'crisis') answers.add('crisis');
  return [text, addTypos(text, random)].map((written) => {
    const { known } = triageByRules(written, rules);
    return { features: expandFeatures(featuresOf(piecesOf(written), known.features)), answers, weight: weight / 2 };
  });
}
