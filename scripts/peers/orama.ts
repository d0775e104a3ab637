import { cleanQuestion } from '#src/retrieval/question-text.js';
import type { Embedder } from '#src/embedding/embedder.js';
import type { System } from '../evaluate/comparison.js';
import type { Knowledge } from './knowledge.js';
import { loadPeer } from './load-peer.js';

interface OramaModule {
  readonly create: (options: { schema: Readonly<Record<string, string>> }) => unknown;
  readonly insertMultiple: (database: unknown, documents: readonly object[]) => Promise<unknown>;
  readonly search: (database: unknown, query: object) => Promise<{ hits: { id: string; score: number }[] }>;
}

/** Passages of one section can fill several places of a result. */
const LIMIT = 20;

/** Orama as it comes with full text, and its hybrid search with our vectors. */
export async function orama({ passages, dimensions }: Knowledge, embedder: Embedder): Promise<System[]> {
  const { create, insertMultiple, search } = (await loadPeer('@orama/orama')) as OramaModule;
  const database = create({
    schema: {
      title: 'string',
      heading: 'string',
      text: 'string',
      questions: 'string[]',
      vector: `vector[${dimensions}]`,
    },
  });
  await insertMultiple(database, passages);
  const system = (name: string, queryFor: (text: string) => Promise<object>): System => ({
    name,
    rank: async ({ text }) => {
      const { hits } = await search(database, { limit: LIMIT, ...(await queryFor(text)) });
      const sections = new Set(hits.map(({ id }) => passages[Number(id)]!.section));
      return { sections: [...sections], confidence: hits[0]?.score ?? -Infinity };
    },
  });
  const vectorOf = async (text: string) => [...(await embedder.embed(cleanQuestion(text), 'question'))];
  return [
    system('Orama, full text', (term) => Promise.resolve({ term })),
    // Its default similarity of 0.8 would find next to nothing with these vectors.
    system('Orama, hybrid with our vectors', async (term) => ({
      mode: 'hybrid',
      term,
      vector: { value: await vectorOf(term), property: 'vector' },
      similarity: 0,
    })),
  ];
}
