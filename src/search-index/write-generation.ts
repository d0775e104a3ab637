import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Article, Passage } from '../corpus/article.js';
import { CHUNKING_VERSION } from '../corpus/chunking.js';
import type { Corpus } from '../corpus/read-corpus.js';
import type { Embedder } from '../embedding/embedder.js';
import { ensureFolder, syncFolder, writeDurably } from './disk.js';
import type { IndexedQuestion, StoredArticle, StoredTexts } from './generation.js';
import * as files from './generation-files.js';
import { formatManifest, SCHEMA, type FileDescription, type Manifest } from './manifest.js';
import { encodeKeys, type TextKey } from './text-keys.js';
import { TOKENISER_VERSION } from './tokenise.js';

/** What is written of the indexed texts of one kind. */
export interface TextsContent extends StoredTexts {
  readonly keys: readonly TextKey[];
}

/** Everything that goes into a generation. */
export interface GenerationContent {
  readonly corpus: Corpus;
  readonly passages: readonly Passage[];
  readonly questions: readonly IndexedQuestion[];
  readonly texts: Readonly<Record<files.Kind, TextsContent>>;
}

/** SHA-256 of all that the corpus says. */
export function digestCorpus({ articles, sources, glossary }: Corpus): string {
  const digest = createHash('sha256');
  for (const { file, text } of articles) digest.update(`${JSON.stringify([file, text.length])}\n${text}`);
  digest.update(JSON.stringify([sources, glossary]));
  return digest.digest('hex');
}

/** A generation's name: the same corpus, model, chunking and tokeniser always have the same one. */
export function generationName(corpusDigest: string, { fingerprint }: Pick<Embedder, 'fingerprint'>): string {
  const parts = [SCHEMA, corpusDigest, fingerprint, CHUNKING_VERSION, TOKENISER_VERSION];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Files that are written side by side: most of the time is spent waiting until they are on the disk. */
const AT_ONCE = 4;

/** Writes a generation into a new folder. Nobody reads it before it is published. */
export async function writeGeneration(
  folder: string,
  { corpus, passages, questions, texts }: GenerationContent,
  corpusDigest: string,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
): Promise<Manifest> {
  await ensureFolder(folder);
  const written = await writeFiles(folder, {
    ...encodersOf('passages', texts.passages),
    ...encodersOf('questions', texts.questions),
    [files.ARTICLES_FILE]: () => files.encodeLines(corpus.articles.map(storedOf)),
    [files.TEXTS_FILE]: () => Buffer.concat(corpus.articles.map(({ text }) => Buffer.from(text, 'utf8'))),
    [files.SOURCES_FILE]: () => files.encodeLines(corpus.sources),
    [files.GLOSSARY_FILE]: () => files.encodeLines(corpus.glossary),
    // The texts are slices of their articles' texts.
    [files.PASSAGES_FILE]: () => files.encodeLines(passages.map((passage) => ({ ...passage, text: undefined }))),
    [files.QUESTIONS_FILE]: () => files.encodeLines(questions),
  });
  const manifest: Manifest = {
    schema: SCHEMA,
    generation: generationName(corpusDigest, embedder),
    embedder: { id: embedder.id, fingerprint: embedder.fingerprint, dimensions: embedder.dimensions },
    metric: 'cosine',
    chunking: CHUNKING_VERSION,
    tokeniser: TOKENISER_VERSION,
    corpusDigest,
    counts: { articles: corpus.articles.length, passages: passages.length, questions: questions.length },
    files: written,
  };
  await writeDurably(path.join(folder, files.MANIFEST_FILE), formatManifest(manifest));
  await syncFolder(folder);
  return manifest;
}

/** Its text and its passages are written elsewhere. */
function storedOf(article: Article): StoredArticle {
  const elsewhere = { text: undefined, passages: undefined };
  return { ...article, ...elsewhere, bytes: Buffer.byteLength(article.text) };
}

/** A name and how the file's bytes are made: not before it is its turn, so that few are in memory at once. */
type Encoders = Readonly<Record<string, () => Uint8Array>>;

function encodersOf(kind: files.Kind, { keys, vectors, lexical }: TextsContent): Encoders {
  return {
    [files.vectorsFile(kind)]: () => files.bytesOf(vectors.values),
    [files.keysFile(kind)]: () => encodeKeys(keys),
    [files.termsFile(kind)]: () => files.encodeLines(lexical.terms),
    [files.postingsFile(kind)]: () => files.encodePostings(lexical),
  };
}

/** Writes files, a few at a time, and describes them. After a failure nothing is still being written. */
async function writeFiles(folder: string, encoders: Encoders): Promise<Record<string, FileDescription>> {
  const described = new Map<string, FileDescription>();
  const waiting = Object.entries(encoders);
  const writeOneAfterTheOther = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, encode] = next;
      const bytes = encode();
      const written = writeDurably(path.join(folder, name), bytes);
      const [description] = await Promise.all([files.describeBytes(bytes), written]);
      described.set(name, description);
    }
  };
  const writers = await Promise.allSettled(Array.from({ length: AT_ONCE }, writeOneAfterTheOther));
  const failed = writers.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return Object.fromEntries(Object.keys(encoders).map((name) => [name, described.get(name)!]));
}
