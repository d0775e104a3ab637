import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Article, Passage, PassagePlace } from '../corpus/article.js';
import type { GlossaryEntry } from '../corpus/glossary.js';
import type { Source } from '../corpus/sources.js';
import { isUnitVector, type Embedder } from '../embedding/embedder.js';
import { createBreather, forEachBreathing } from './breathe.js';
import {
  firstsOfSections,
  questionsByPassage,
  rowsByArticle,
  type Generation,
  type IndexedQuestion,
  type SearchableTexts,
} from './generation.js';
import * as files from './generation-files.js';
import { chooseSearch, graphsFolder } from './graph-cache.js';
import { IndexError } from './index-error.js';
import { LexicalIndex } from './lexical.js';
import { checkCompatible, parseManifest, type Manifest } from './manifest.js';
import { NO_SEARCH, rowOf, type VectorTable } from './vector-search.js';

/** Reads a generation's manifest. @throws {IndexError} when there is none that this program understands */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, files.MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new IndexError(`${file} cannot be read. Run "npm run index" to build the index anew.`, { cause });
  });
  return parseManifest(text, file);
}

/** Which passages a generation has, without opening it for searching. @throws {IndexError} when that is missing or damaged */
export async function readPassages(folder: string): Promise<PassagePlace[]> {
  return readLines(folder, await readManifest(folder), files.PASSAGES_FILE);
}

/**
 * Opens a generation for searching with `embedder`. Every file is compared with its checksum before it is used. Where only vectors are damaged it can
 * still be searched by words, and says so among its warnings.
 * @throws {IndexError} when another file is damaged or the generation was built with another model, chunking, tokeniser or schema
 */
export async function openGeneration(
  folder: string,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
  graphs = graphsFolder(path.dirname(folder)),
): Promise<Generation> {
  const manifest = await readManifest(folder);
  checkCompatible(manifest, embedder);
  const lines = <T>(name: string) => readLines<T>(folder, manifest, name);
  const questions = await lines<IndexedQuestion>(files.QUESTIONS_FILE);
  const sources = await lines<Source>(files.SOURCES_FILE);
  const { articles, passages } = await readArticles(folder, manifest);
  return {
    manifest,
    articles,
    glossary: await lines<GlossaryEntry>(files.GLOSSARY_FILE),
    sources: new Map(sources.map((source) => [source.key, source])),
    passages,
    questions,
    articleRows: await rowsByArticle(passages, questions),
    sectionOf: firstsOfSections(passages),
    questionsOf: await questionsByPassage(passages, questions),
    ...(await openTexts(folder, manifest, graphs)),
  };
}

/** The articles, and all their passages in the order of their rows: slices of the articles' texts, which take no memory of their own. */
async function readArticles(
  folder: string,
  manifest: Manifest,
): Promise<{ articles: Map<string, Article>; passages: Passage[] }> {
  const articles = new Map<string, Article & { readonly passages: Passage[] }>();
  await forEachBreathing(
    await readLines<Omit<Article, 'passages'>>(folder, manifest, files.ARTICLES_FILE),
    (article) => {
      articles.set(article.id, { ...article, passages: [] });
    },
  );
  const passages: Passage[] = [];
  await forEachBreathing(await readLines<PassagePlace>(folder, manifest, files.PASSAGES_FILE), (place) => {
    const article = articles.get(place.article)!;
    const passage = { ...place, text: article.text.slice(place.start, place.end) };
    article.passages.push(passage);
    passages.push(passage);
  });
  return { articles, passages };
}

async function readLines<T>(folder: string, manifest: Manifest, name: string): Promise<T[]> {
  return files.decodeLines<T>(await files.readVerified(folder, manifest, name));
}

/** Opens a generation of which nothing is damaged. @throws {IndexError} */
export async function openWhole(
  folder: string,
  embedder: Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>,
  graphs?: string,
): Promise<Generation> {
  const generation = await openGeneration(folder, embedder, graphs);
  if (generation.vectorsUsable) return generation;
  throw new IndexError(generation.warnings.join(' '));
}

type OpenedTexts = Pick<Generation, 'passageTexts' | 'questionTexts' | 'vectorsUsable' | 'warnings'>;

async function openTexts(folder: string, manifest: Manifest, graphs: string): Promise<OpenedTexts> {
  const lexical = {
    passages: await readLexical(folder, manifest, 'passages'),
    questions: await readLexical(folder, manifest, 'questions'),
  };
  try {
    const open = async (kind: files.Kind) => {
      const vectors = await readVectors(folder, manifest, kind);
      const { nearest, warning } = await chooseSearch(graphs, manifest, kind, vectors);
      return { texts: { lexical: lexical[kind], vectors, nearest }, warning };
    };
    const passages = await open('passages');
    const questions = await open('questions');
    const warnings = [passages.warning, questions.warning].filter((warning) => warning !== null);
    return { passageTexts: passages.texts, questionTexts: questions.texts, vectorsUsable: true, warnings };
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    const withoutVectors = (kind: files.Kind): SearchableTexts => ({
      lexical: lexical[kind],
      vectors: blankVectors(manifest, kind),
      nearest: NO_SEARCH,
    });
    return {
      passageTexts: withoutVectors('passages'),
      questionTexts: withoutVectors('questions'),
      vectorsUsable: false,
      warnings: [`${error.message} Until then passages are found by their words alone.`],
    };
  }
}

async function readLexical(folder: string, manifest: Manifest, kind: files.Kind): Promise<LexicalIndex> {
  const terms = await readLines<string>(folder, manifest, files.termsFile(kind));
  const postings = await files.readVerified(folder, manifest, files.postingsFile(kind));
  return new LexicalIndex(files.decodePostings(terms, postings));
}

/** The vectors of a generation. @throws {IndexError} when they are missing, damaged or none that can be searched */
export async function readVectors(folder: string, manifest: Manifest, kind: files.Kind): Promise<VectorTable> {
  const name = files.vectorsFile(kind);
  const values = files.decodeVectors(await files.readVerified(folder, manifest, name));
  const table = { dimensions: manifest.embedder.dimensions, rows: manifest.counts[kind], values };
  if (values.length === table.rows * table.dimensions && (await holdsUnitVectors(table))) return table;
  throw new IndexError(
    `${path.join(folder, name)} holds vectors that cannot be searched. Run "npm run index" to build them anew.`,
  );
}

async function holdsUnitVectors(table: VectorTable): Promise<boolean> {
  const breathe = createBreather();
  for (let row = 0; row < table.rows; row++) {
    if (!isUnitVector(rowOf(table, row))) return false;
    await breathe();
  }
  return true;
}

/** Similar to nothing: every comparison gives 0. */
function blankVectors({ embedder: { dimensions }, counts }: Manifest, kind: files.Kind): VectorTable {
  return { dimensions, rows: counts[kind], values: new Float32Array(counts[kind] * dimensions) };
}
