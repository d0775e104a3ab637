import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Article, Passage } from '../corpus/article.js';
import type { GlossaryEntry } from '../corpus/glossary.js';
import type { Source } from '../corpus/sources.js';
import { isUnitVector, type Embedder } from '../embedding/embedder.js';
import {
  questionsByPassage,
  rowsByArticle,
  type Generation,
  type IndexedQuestion,
  type SearchableTexts,
} from './generation.js';
import * as files from './generation-files.js';
import { loadHnswlib, openGraph } from './hnsw.js';
import { IndexError } from './index-error.js';
import { LexicalIndex } from './lexical.js';
import { checkCompatible, SCHEMA, type Manifest } from './manifest.js';
import { ExactSearch, rowOf, type VectorTable } from './vector-search.js';

/** Reads a generation's manifest. @throws {IndexError} when there is none that this program understands */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, files.MANIFEST_FILE);
  try {
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isManifest(manifest)) throw new Error('it is no manifest');
    return manifest;
  } catch (cause) {
    throw new IndexError(`${file} cannot be read. Run "npm run index" to build the index anew.`, { cause });
  }
}

/** Whether the parts are there that the checks after this one look into. */
function isManifest(value: unknown): value is Manifest {
  const isObject = (part: unknown): part is object => typeof part === 'object' && part !== null;
  if (!isObject(value)) return false;
  const { schema, files, embedder, counts } = value as Partial<Manifest>;
  return typeof schema === 'number' && [files, embedder, counts].every(isObject);
}

/**
 * Opens a generation for searching with `embedder`. Every file is compared with its checksum before it is used.
 * @throws {IndexError} when a file is damaged or the generation was built with another model, chunking, tokeniser or schema
 */
export async function openGeneration(
  folder: string,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
): Promise<Generation> {
  const manifest = await readManifest(folder);
  checkCompatible(manifest, embedder);
  const json = async <T>(name: string) =>
    JSON.parse((await files.readVerified(folder, manifest, name)).toString('utf8')) as T;
  const passages = await json<Passage[]>(files.PASSAGES_FILE);
  const questions = await json<IndexedQuestion[]>(files.QUESTIONS_FILE);
  const articleRows = rowsByArticle(passages, questions);
  const articles = await json<Omit<Article, 'passages'>[]>(files.ARTICLES_FILE);
  const sources = await json<Source[]>(files.SOURCES_FILE);
  const passagesOf = (id: string) => articleRows.get(id)?.passages.map((row) => passages[row]!) ?? [];
  return {
    manifest,
    articles: new Map(articles.map((article) => [article.id, { ...article, passages: passagesOf(article.id) }])),
    glossary: await json<GlossaryEntry[]>(files.GLOSSARY_FILE),
    sources: new Map(sources.map((source) => [source.key, source])),
    passages,
    questions,
    articleRows,
    questionsOf: questionsByPassage(passages.length, questions),
    passageTexts: await openTexts(folder, manifest, 'passages'),
    questionTexts: await openTexts(folder, manifest, 'questions'),
  };
}

async function readVectors(folder: string, manifest: Manifest, kind: files.Kind): Promise<VectorTable> {
  const values = files.decodeVectors(await files.readVerified(folder, manifest, files.vectorsFile(kind)));
  const { dimensions } = manifest.embedder;
  const table = { dimensions, rows: manifest.counts[kind], values };
  const whole = values.length === table.rows * dimensions;
  if (
    manifest.schema === SCHEMA &&
    whole &&
    Array.from({ length: table.rows }, (_, row) => rowOf(table, row)).every(isUnitVector)
  )
    return table;
  throw new IndexError(
    `${path.join(folder, files.vectorsFile(kind))} holds vectors that cannot be searched. Run "npm run index" to build them anew.`,
  );
}

async function openTexts(folder: string, manifest: Manifest, kind: files.Kind): Promise<SearchableTexts> {
  const terms = JSON.parse(
    (await files.readVerified(folder, manifest, files.termsFile(kind))).toString('utf8'),
  ) as string[];
  const postings = await files.readVerified(folder, manifest, files.postingsFile(kind));
  const vectors = await readVectors(folder, manifest, kind);
  const graph = files.graphFile(kind);
  const hnswlib = graph in manifest.files ? loadHnswlib() : null;
  if (hnswlib) await files.readVerified(folder, manifest, graph);
  return {
    lexical: new LexicalIndex(files.decodePostings(terms, postings)),
    vectors,
    nearest: hnswlib ? openGraph(hnswlib, vectors, path.join(folder, graph)) : new ExactSearch(vectors),
  };
}
