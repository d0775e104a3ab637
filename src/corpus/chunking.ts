/** Part of a generation's name: raise it when passages.ts cuts otherwise. Apart from it, so that opening an index loads no Markdown parser. */
export const CHUNKING_VERSION = 'sections-1';
/** Longest passage, in UTF-16 code units: fits a Discord message together with notice, title and disclaimer. */
export const MAX_PASSAGE_CHARACTERS = 900;
