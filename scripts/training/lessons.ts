import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { readConfig } from '#src/config.js';
import { readCorpus } from '#src/corpus/read-corpus.js';
import { seededRandom } from '../statistics/random.js';
import { writeModelFolder } from './model-folder.js';
import { addTypos } from './noise.js';
import { trainTable, type Example, type Ids, type Place, type Target } from './static-model.js';
import { readTrainingSet, type AnswerPlace, type TrainingSet } from './training-set.js';
import { learnVocabulary, SPECIAL_TOKENS } from './vocabulary.js';

// Those of the model that was chosen in evaluation/results/model-comparison.md, beside what else was tried.
/** Subwords. */
const VOCABULARY_SIZE = 4000;
/** Of a table that one seed learns. */
export const DIMENSIONS = 256;
/** Passes over the questions. */
const EPOCHS = 10;
const BATCH_SIZE = 128;
const TEMPERATURE = 0.07;
const LEARNING_RATE = 0.1;
/** Share of the questions that are mistyped when they are drawn. */
const MISTYPED = 0.4;

/** Words of questions count as often as they occur, words of passages a quarter of that: members' words are what has to be understood. Chosen by hand. */
const PASSAGE_WEIGHT = 0.25;

/** What tables are learned from. */
export interface Lessons {
  readonly vocabulary: readonly string[];
  readonly passages: number;
  /** As they are written. */
  readonly questions: readonly Ids[];
  /** A table of {@link DIMENSIONS} numbers a subword; the same seed gives the same one. @throws {Error} when the questions do not fill a batch */
  readonly learn: (seed: number, onEpoch: (epoch: number, loss: number) => void) => Float32Array;
}

/** Reads the corpus and a folder of training questions. */
export async function readLessons(folder: string): Promise<Lessons> {
  const corpus = await readCorpus(readConfig().corpusDir, new Date().toISOString().slice(0, 10));
  const set = await readTrainingSet(corpus, folder);
  const vocabulary = learnVocabulary(countWords(set), VOCABULARY_SIZE);
  const tokenize = await loadTokenizer(vocabulary);
  return {
    vocabulary,
    passages: set.passages.length,
    questions: set.questions.map(({ text }) => tokenize(text)),
    learn: (seed, onEpoch) => {
      const random = seededRandom(seed);
      const { examples, targets, distractors, weights } = prepare(set, tokenize, vocabulary.length, random);
      return trainTable(examples, targets, weights, {
        vocabularySize: vocabulary.length,
        dimensions: DIMENSIONS,
        epochs: EPOCHS,
        batchSize: BATCH_SIZE,
        temperature: TEMPERATURE,
        learningRate: LEARNING_RATE,
        random,
        distractors,
        onEpoch,
      });
    },
  };
}

/** Word counts as the tokenizer splits words: lower case, letters and digits apart from punctuation. */
function countWords({ questions, passages, offTopic }: TrainingSet): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of text.toLowerCase().match(/[a-z0-9]+|[^\sa-z0-9]/g) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  for (const { text } of questions) add(text, 1);
  for (const text of offTopic) add(text, 1);
  for (const { text } of passages) add(text, PASSAGE_WEIGHT);
  return counts;
}

/** The very tokenizer that will be used with the finished model. The model before stays until the new one is done. */
async function loadTokenizer(vocabulary: readonly string[]): Promise<(text: string) => Ids> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-tokenizer-'));
  try {
    await writeModelFolder(folder, vocabulary);
    env.allowRemoteModels = false;
    env.localModelPath = path.dirname(folder) + path.sep;
    const tokenizer = await AutoTokenizer.from_pretrained(path.basename(folder));
    return (text) => tokenizer.encode(text);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function prepare(
  { questions, passages, offTopic }: TrainingSet,
  tokenize: (text: string) => Ids,
  size: number,
  random: () => number,
): { examples: Example[]; targets: Target[]; distractors: Ids[]; weights: Float32Array } {
  const articles = numbering();
  const sections = numbering();
  const placeOf = ({ article, section }: AnswerPlace): Place => ({
    article: articles(article),
    section: section === null ? null : sections(`${article}\n${section}`),
  });
  const told = passages.map((passage): Target => ({ ids: tokenize(passage.text), places: [placeOf(passage)] }));
  const asked = questions.map(({ text, answers }) => ({ text, ids: tokenize(text), places: answers.map(placeOf) }));
  const askedOf = byArticle(asked);
  const examples = asked.map((question): Example => {
    const { article, section } = question.places[0]!;
    const sameArticle = askedOf.get(article)!.filter((other) => other !== question);
    const sameSection = sameArticle.filter(({ places }) => section !== null && places[0]!.section === section);
    return {
      question: () => (random() < MISTYPED ? tokenize(addTypos(question.text, random)) : question.ids),
      places: question.places,
      siblings: sameSection.length > 0 ? sameSection : sameArticle,
    };
  });
  const distractors = offTopic.map(tokenize);
  const texts = [...asked, ...told].map(({ ids }) => ids).concat(distractors);
  const documents = new Float64Array(size);
  for (const ids of texts) for (const id of new Set(ids)) documents[id]!++;
  const weights = Float32Array.from(documents, (count) => Math.log((texts.length + 1) / (count + 1)));
  weights.fill(0, 0, SPECIAL_TOKENS.length);
  weights[SPECIAL_TOKENS.indexOf('[UNK]')] = 1;
  return { examples, targets: told, distractors, weights };
}

/** Gives each name a number, the same one whenever it comes again. */
function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
}

/** By the article of the first place. */
function byArticle<T extends Pick<Target, 'places'>>(items: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const { article } = item.places[0]!;
    const group = groups.get(article);
    if (group) group.push(item);
    else groups.set(article, [item]);
  }
  return groups;
}
