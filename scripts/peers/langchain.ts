import { cleanQuestion } from '#src/retrieval/question-text.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { System } from '../evaluate/comparison.js';
import type { Knowledge } from './knowledge.js';
import { loadPeer } from './load-peer.js';

interface Document {
  readonly pageContent: string;
  readonly metadata: { readonly sections: readonly string[] };
}

interface HnswModule {
  readonly HNSWLib: new (
    embeddings: object,
    options: { space: 'cosine' },
  ) => {
    addVectors(vectors: readonly (readonly number[])[], documents: readonly Document[]): Promise<void>;
    similaritySearchVectorWithScore(vector: readonly number[], k: number): Promise<[Document, number][]>;
  };
}

/** Several passages and questions lead to the same section. */
const NEIGHBOURS = 40;

/** The vector store of LangChain.js on hnswlib, with our vectors of passages and questions. */
export async function langchain({ passages, questions }: Knowledge, embedder: Embedder): Promise<System> {
  const { HNSWLib } = (await loadPeer('@langchain/community/vectorstores/hnswlib')) as HnswModule;
  const store = new HNSWLib({}, { space: 'cosine' });
  const entries = [...passages.map((passage) => ({ ...passage, sections: [passage.section] })), ...questions];
  await store.addVectors(
    entries.map(({ vector }) => vector),
    entries.map(({ text, sections }) => ({ pageContent: text, metadata: { sections } })),
  );
  return {
    name: 'LangChain.js with hnswlib and our vectors',
    rank: async ({ text }) => {
      const vector = await embedder.embed(cleanQuestion(text), 'question');
      const hits = await store.similaritySearchVectorWithScore([...vector], NEIGHBOURS);
      const sections = new Set(hits.flatMap(([{ metadata }]) => metadata.sections));
      return { sections: [...sections], confidence: hits[0] ? -hits[0][1] : -Infinity };
    },
  };
}
