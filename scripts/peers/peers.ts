import type { Searcher } from '#src/retrieval/retrieve.js';
import type { System } from '../evaluate/comparison.js';
import { knowledgeOf } from './knowledge.js';
import { langchain } from './langchain.js';
import { minisearch } from './minisearch.js';
import { orama } from './orama.js';

/** Other libraries on the same passages and questions. @throws with the command that installs them */
export async function peers({ generation, embedder }: Searcher): Promise<System[]> {
  const knowledge = knowledgeOf(generation);
  return [await minisearch(knowledge), ...(await orama(knowledge, embedder)), await langchain(knowledge, embedder)];
}
