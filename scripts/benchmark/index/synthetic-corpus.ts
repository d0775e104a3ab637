import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { passagesOf, readCorpus } from '#src/corpus/read-corpus.js';
import { pick, seededRandom } from '../../statistics/random.js';

/** Words of one topic, and how many of a passage's words are of it: texts about one thing lie close together. */
const TOPIC_WORDS = 40;
const SHARE_OF_TOPIC = 0.5;
const WORDS_A_SENTENCE = 12;
const SENTENCES = 5;

export interface SyntheticOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly articles: number;
  readonly passagesEach: number;
  /** Another one gives other texts. */
  readonly seed?: number;
}

/** Articles of words of the real corpus, as often as they stand there, thrown together by topic. They pass its checks and mean nothing. */
export async function writeSyntheticCorpus(options: SyntheticOptions): Promise<void> {
  const { folder, articles, passagesEach, seed = articles } = options;
  const random = seededRandom(seed);
  const words = await realWords();
  const topics = Array.from({ length: Math.ceil(Math.sqrt(articles)) }, () =>
    Array.from({ length: TOPIC_WORDS }, () => pick(words, random)),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sources.yaml'), '{}');
  for (let number = 0; number < articles; number++) {
    const topic = topics[number % topics.length]!;
    const sentence = (length: number) =>
      Array.from({ length }, () => pick(random() < SHARE_OF_TOPIC ? topic : words, random)).join(' ');
    const lines = [
      '---',
      `title: Article ${number} on ${sentence(3)}`,
      'summary: A summary.',
      'questions:',
      `  - what is known of ${sentence(5)} number ${number}`,
      `  - why does ${sentence(6)} hurt in case ${number}`,
      'checked: 2026-11-22',
      'next-check: 2999-11-22',
      '---',
    ];
    for (let part = 0; part < passagesEach; part++) {
      const sentences = Array.from({ length: SENTENCES }, () => `So ${sentence(WORDS_A_SENTENCE)}.`);
      lines.push('', `## Part ${part} on ${sentence(2)}`, '', sentences.join(' '), '', 'Sources: GENERAL-KNOWLEDGE');
    }
    await writeFile(path.join(folder, `article-${number}.md`), `${lines.join('\n')}\n`);
  }
}

/** Changes a word of one passage of one article. */
export async function changeArticle(folder: string, number: number): Promise<void> {
  const file = path.join(folder, `article-${number}.md`);
  await writeFile(file, (await readFile(file, 'utf8')).replace(/So \w+/, 'So surprisingly'));
}

async function realWords(): Promise<string[]> {
  const { articles } = await readCorpus('corpus', '2026-11-22');
  return passagesOf(articles).flatMap(({ text }) => text.toLowerCase().match(/[a-z]{3,}/g) ?? []);
}
