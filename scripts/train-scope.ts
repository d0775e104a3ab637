import { readConfig } from '#src/config.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { SCOPE_WEIGHTS } from '#src/retrieval/scope.js';
import { expandFeatures, featuresOf } from '#src/wording/features.js';
import { piecesOf } from '#src/wording/pieces.js';
import { writeWeights } from '#src/wording/weights-file.js';
import { command, run } from './cli/command.js';
import { wholeNumber } from './cli/whole-number.js';
import { seededRandom } from './statistics/random.js';
import { trainLogistic } from './training/logistic.js';
import { addTypos } from './training/noise.js';
import { readTrainingSet } from './training/training-set.js';

interface Options {
  training: string;
  seed: number;
}

const program = command(
  'train-scope',
  'Learns from the training questions and the off-topic messages which messages are for the corpus at all.',
)
  .option('--training <folder>', 'folder of the training questions', 'training')
  .option('--seed <number>', 'the same seed gives the same weights', wholeNumber, 1);

await run(program, async () => {
  const { training, seed } = program.opts<Options>();
  const started = performance.now();
  const random = seededRandom(seed);
  const corpus = await readCorpus(readConfig().corpusDir, new Date().toISOString().slice(0, 10));
  const { questions, offTopic } = await readTrainingSet(corpus, training);
  // Both kinds count alike in sum, and so that a typo tells nothing each message comes with a mistyped copy.
  const offTopicWeight = questions.length / offTopic.length / 2;
  const scope = trainLogistic(
    [
      ...questions.map(({ text }) => ({ text, answers: new Set(['scope']), weight: 0.5 })),
      ...offTopic.map((text) => ({ text, answers: new Set<string>(), weight: offTopicWeight })),
    ].flatMap(({ text, answers, weight }) =>
      [text, addTypos(text, random)].map((written) => ({
        features: expandFeatures(featuresOf(piecesOf(written))),
        answers,
        weight,
      })),
    ),
    // Chosen by hand.
    { heads: ['scope'], leastMessages: 2, epochs: 6, learningRate: 0.5, penalty: 1e-5, random },
  );
  writeWeights(SCOPE_WEIGHTS, { scope });
  console.log(
    `${questions.length} questions, ${offTopic.length} off-topic messages; ${scope.hashes.length} features, ${((performance.now() - started) / 1000).toFixed(0)} s.`,
  );
});
