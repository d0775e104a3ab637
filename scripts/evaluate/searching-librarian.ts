import type { Librarian } from '#src/answer-question.js';
import type { Searcher } from '#src/retrieval/retrieve.js';

/** A librarian that can search. */
export type SearchingLibrarian = Librarian & { readonly searcher: Searcher };
