import type { Corpus } from '../corpus/read-corpus.js';
import type { Embedder } from '../embedding/embedder.js';
import type { TellProgress } from './build-progress.js';
import { embedTexts } from './embed-texts.js';
import { textsToIndex, type Live } from './generation.js';
import type { Kind } from './generation-files.js';
import { keysOf, knownWords } from './known-texts.js';
import { buildLexical } from './lexical.js';
import type { Manifest } from './manifest.js';
import type { VectorTable } from './vector-search.js';
import { writeGeneration, type TextsContent } from './write-generation.js';

export interface MakeOptions {
  /** A new folder for it. */
  readonly folder: string;
  readonly corpus: Corpus;
  readonly corpusDigest: string;
  readonly embedder: Embedder;
  readonly live: Live | null;
  /** Folders of generations whose vectors may be taken over, the likeliest first. */
  readonly earlier: readonly string[];
  readonly tell: TellProgress;
}

/** A generation on the disk, as far as its graphs need to know it. */
export interface MadeGeneration {
  readonly manifest: Manifest;
  readonly tables: Readonly<Record<Kind, VectorTable>>;
}

/**
 * Makes the generation of a corpus and writes it. What earlier generations know of a text, its vector and its words, is not worked out again.
 * `embedded` counts the texts that went through the model.
 * @throws {EmbeddingError} {IndexError}
 */
export async function makeGeneration(options: MakeOptions): Promise<MadeGeneration & { readonly embedded: number }> {
  const { folder, corpus, corpusDigest, embedder, live, earlier, tell } = options;
  const { passages, questions, texts } = textsToIndex(corpus.articles);
  const keys = keysOf(corpus.articles, texts, live);

  await tell('embedding');
  const { tables, embedded } = await embedTexts({ texts, keys, live, earlier, embedder, tell });

  await tell('lexical');
  const content = (kind: Kind): TextsContent => {
    const known = live ? knownWords(live, kind, keys[kind]) : undefined;
    return { keys: keys[kind], vectors: tables[kind], lexical: buildLexical(texts[kind], known) };
  };
  const contents = { passages: content('passages'), questions: content('questions') };

  await tell('writing');
  const generation = { corpus, passages, questions, texts: contents };
  return { manifest: await writeGeneration(folder, generation, corpusDigest, embedder), tables, embedded };
}
