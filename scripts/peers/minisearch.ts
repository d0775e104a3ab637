import type { System } from '../evaluate/comparison.js';
import type { Knowledge } from './knowledge.js';
import { loadPeer } from './load-peer.js';

interface MiniSearchModule {
  readonly default: new (options: { fields: string[] }) => {
    addAll(documents: readonly object[]): void;
    search(text: string): { id: string; score: number }[];
  };
}

/** MiniSearch as it comes: its own tokeniser, BM25+ and joining of terms, nothing tuned. */
export async function minisearch({ passages }: Knowledge): Promise<System> {
  const { default: MiniSearch } = (await loadPeer('minisearch')) as MiniSearchModule;
  const index = new MiniSearch({ fields: ['title', 'heading', 'text', 'questions'] });
  index.addAll(passages.map((passage) => ({ ...passage, questions: passage.questions.join('\n') })));
  return {
    name: 'MiniSearch',
    rank: ({ text }) => {
      const hits = index.search(text);
      const sections = new Set(hits.map(({ id }) => passages[Number(id)]!.section));
      return Promise.resolve({ sections: [...sections], confidence: hits[0]?.score ?? -Infinity });
    },
  };
}
