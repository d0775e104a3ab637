import path from 'node:path';
import type { Librarian } from '#src/answer-question.js';
import { openSearcher } from '#src/open-librarian.js';
import { searchFor } from '#src/retrieval/retrieve.js';
import type { System } from '../../evaluate/comparison.js';
import type { EvaluationQuestion } from '../../evaluate/questions.js';
import { knowledgeOf, type Knowledge } from '../../peers/knowledge.js';
import { langchain } from '../../peers/langchain.js';
import { minisearch } from '../../peers/minisearch.js';
import { orama } from '../../peers/orama.js';
import { formatTimes, timeEach } from '../times.js';
import { trainingTexts } from '../training-texts.js';
import { writeSyntheticCorpus } from './synthetic-corpus.js';
import { timeBuild } from './timed-build.js';

const PASSAGES_EACH = 5;
const QUESTIONS = 200;
const WARM_UP = 20;

/** Other libraries on the same passages and questions. They are given our vectors, and keep nothing on the disk. */
export async function benchmarkPeers(folder: string, passages: number, librarian: Librarian): Promise<string> {
  const [corpusDir, indexDir] = [path.join(folder, 'corpus'), path.join(folder, 'index')];
  await writeSyntheticCorpus({ folder: corpusDir, articles: passages / PASSAGES_EACH, passagesEach: PASSAGES_EACH });
  const { embedder } = librarian.searcher!;
  const { total, stages } = await timeBuild(corpusDir, indexDir, embedder);
  const texts = (await trainingTexts()).slice(0, WARM_UP + QUESTIONS);
  const searcher = await openSearcher(indexDir, embedder);
  const row = async (name: string, built: number, search: (text: string) => Promise<unknown>) => {
    for (const text of texts.slice(0, WARM_UP)) await search(text);
    const times = await timeEach(texts.slice(WARM_UP), search);
    return `  ${name.padEnd(44)} built in ${(built / 1000).toFixed(2).padStart(6)} s, a search ${formatTimes(times)}`;
  };
  const peer = async (build: (knowledge: Knowledge) => Promise<readonly System[]>) => {
    // For each its own: Orama takes the vectors out of what it was given.
    const knowledge = knowledgeOf(searcher.generation);
    const begun = performance.now();
    const systems = await build(knowledge);
    const built = performance.now() - begun;
    const rows: string[] = [];
    for (const system of systems) rows.push(await row(system.name, built, (text) => system.rank(questionOf(text))));
    return rows;
  };
  return [
    `${passages} passages, ${QUESTIONS} questions: reading and embedding, which takes ${((stages.reading + stages.embedding) / 1000).toFixed(1)} s, is left out of every build`,
    await row('Backchat', total - stages.reading - stages.embedding, (text) => searchFor(text, searcher)),
    ...(await peer(async (knowledge) => [await minisearch(knowledge)])),
    ...(await peer((knowledge) => orama(knowledge, embedder))),
    ...(await peer(async (knowledge) => [await langchain(knowledge, embedder)])),
  ].join('\n');
}

function questionOf(text: string): EvaluationQuestion {
  return { id: '', text, style: '', topic: null, grades: new Map(), clean: null, previous: null, writers: '' };
}
