import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CHUNKING_VERSION } from '../corpus/chunking.js';
import type { Corpus } from '../corpus/read-corpus.js';
import type { Embedder } from '../embedding/embedder.js';
import type { IndexedQuestion } from './generation.js';
import type { Passage } from '../corpus/article.js';
import * as files from './generation-files.js';
import { loadHnswlib, writeGraph } from './hnsw.js';
import { buildLexical } from './lexical.js';
import { SCHEMA, type Manifest } from './manifest.js';
import { TOKENISER_VERSION } from './tokenise.js';
import type { VectorTable } from './vector-search.js';

/** Everything that goes into a generation. */
export interface GenerationContent {
  readonly corpus: Corpus;
  readonly passages: readonly Passage[];
  readonly passageTexts: readonly string[];
  readonly passageVectors: VectorTable;
  readonly questions: readonly IndexedQuestion[];
  readonly questionVectors: VectorTable;
}

/** SHA-256 of all that the corpus says. */
export function digestCorpus({ articles, sources, glossary }: Corpus): string {
  const digest = createHash('sha256');
  for (const { file, text } of articles) digest.update(JSON.stringify([file, text]));
  digest.update(JSON.stringify([sources, glossary]));
  return digest.digest('hex');
}

/** A generation's name: the same corpus, model, chunking and tokeniser always have the same one. */
export function generationName(corpusDigest: string, embedder: Embedder): string {
  const parts = [SCHEMA, corpusDigest, embedder.fingerprint, CHUNKING_VERSION, TOKENISER_VERSION];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Writes a generation into a new folder. Nobody reads it before it is published. */
export async function writeGeneration(
  folder: string,
  content: GenerationContent,
  embedder: Embedder,
  built: Date,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, data: string | Uint8Array) => files.writeDurably(path.join(folder, name), data);
  const { corpus, passages, questions } = content;
  await write(
    files.ARTICLES_FILE,
    JSON.stringify(corpus.articles, (key, value: unknown) => (key === 'passages' ? undefined : value)),
  );
  await write(files.SOURCES_FILE, JSON.stringify(corpus.sources));
  await write(files.GLOSSARY_FILE, JSON.stringify(corpus.glossary));
  await write(files.PASSAGES_FILE, JSON.stringify(passages));
  await write(files.QUESTIONS_FILE, JSON.stringify(questions));
  await writeTexts('passages', content.passageTexts, content.passageVectors, folder);
  await writeTexts(
    'questions',
    questions.map(({ text }) => text),
    content.questionVectors,
    folder,
  );

  const names = (await readdir(folder)).sort();
  const described = await Promise.all(names.map((name) => files.describeFile(path.join(folder, name))));
  const corpusDigest = digestCorpus(corpus);
  const manifest: Manifest = {
    schema: SCHEMA,
    generation: generationName(corpusDigest, embedder),
    embedder: { id: embedder.id, fingerprint: embedder.fingerprint, dimensions: embedder.dimensions },
    metric: 'cosine',
    chunking: CHUNKING_VERSION,
    tokeniser: TOKENISER_VERSION,
    corpusDigest,
    counts: { articles: corpus.articles.length, passages: passages.length, questions: questions.length },
    files: Object.fromEntries(names.map((name, index) => [name, described[index]!])),
    built: built.toISOString(),
  };
  await write(files.MANIFEST_FILE, `${JSON.stringify(manifest, null, 2)}\n`);
  await files.syncFolder(folder);
  return manifest;
}

async function writeTexts(
  kind: files.Kind,
  texts: readonly string[],
  vectors: VectorTable,
  folder: string,
): Promise<void> {
  const lexical = buildLexical(texts);
  await files.writeDurably(path.join(folder, files.termsFile(kind)), JSON.stringify(lexical.terms));
  await files.writeDurably(path.join(folder, files.postingsFile(kind)), files.encodePostings(lexical));
  await files.writeDurably(path.join(folder, files.vectorsFile(kind)), files.bytesOf(vectors.values));
  const hnswlib = loadHnswlib();
  if (hnswlib) writeGraph(hnswlib, vectors, path.join(folder, files.graphFile(kind)));
}
