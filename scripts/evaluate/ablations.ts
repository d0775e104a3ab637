import { headingOf } from '#src/corpus/article.js';
import { createUnderstanding } from '#src/retrieval/understand.js';
import type { Searcher } from '#src/retrieval/retrieve.js';
import type { Generation, SearchableTexts } from '#src/search-index/generation.js';
import { buildLexical, LexicalIndex, type QueryTerms } from '#src/search-index/lexical.js';
import { ExactSearch } from '#src/search-index/vector-search.js';
import { LEXICAL_KEYS, type Keys } from './evidence-keys.js';
import type { System } from './comparison.js';
import { fitSearcher } from './fit.js';
import { sectionKey, type EvaluationQuestion } from './questions.js';
import { rankQuestion } from './rank-questions.js';

/** The whole search first, then the search with one part taken out; each is fitted alike to the development questions. */
export async function ablations(searcher: Searcher, development: readonly EvaluationQuestion[]): Promise<System[]> {
  const { generation } = searcher;
  const silent: SearchableTexts = noTexts(generation);
  const withoutQuestions = dropQuestions(generation, silent);
  const variant = async (name: string, change: Partial<Searcher>, keys?: Keys) =>
    searchSystem(name, await fitSearcher({ ...searcher, ...change }, development, keys));
  return [
    await variant('Backchat', {}),
    await variant('words only', {}, LEXICAL_KEYS),
    await variant('vectors only', { understand: (question) => weightless(searcher.understand(question)) }),
    await variant('without questions', { generation: withoutQuestions }),
    await variant('without spelling repair', { correct: (question) => question }),
    await variant('without glossary', { understand: createUnderstanding([]) }),
    await variant('without scope', { scope: () => 0 }),
  ];
}

/** The terms of a question, none of which counts. */
function weightless(terms: QueryTerms): QueryTerms {
  return new Map(Array.from(terms.keys(), (term) => [term, 0]));
}

/** A searcher as one of the systems of a comparison. */
export function searchSystem(name: string, searcher: Searcher): System {
  return {
    name,
    rank: async (question) => {
      const { ranked, confidence } = await rankQuestion(question, searcher);
      return {
        sections: ranked.map(({ passage }) => sectionKey(passage.article, headingOf(passage))),
        confidence,
      };
    },
  };
}

function noTexts({ manifest }: Generation): SearchableTexts {
  const vectors = { dimensions: manifest.embedder.dimensions, rows: 0, values: new Float32Array() };
  return { lexical: new LexicalIndex(buildLexical([])), vectors, nearest: new ExactSearch(vectors) };
}

function dropQuestions(generation: Generation, questionTexts: SearchableTexts): Generation {
  return {
    ...generation,
    questions: [],
    questionTexts,
    questionsOf: generation.passages.map(() => []),
    articleRows: generation.articleRows.map((rows) => ({ ...rows, questions: [] })),
  };
}
