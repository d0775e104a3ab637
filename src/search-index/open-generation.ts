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
  type StoredArticle,
  type StoredGeneration,
} from './generation.js';
import * as files from './generation-files.js';
import { chooseSearch, graphsFolder } from './graph-cache.js';
import { IndexError } from './index-error.js';
import { LexicalIndex, type LexicalData } from './lexical.js';
import { checkCompatible, parseManifest, type Manifest } from './manifest.js';
import { NO_SEARCH, type VectorTable } from './vector-search.js';

/** Rows of vectors that are looked at before the clock is: a tenth of a millisecond's work. */
const ROWS_AT_ONCE = 128;

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
  return readLines(files.verifiedFiles(folder, await readManifest(folder)), files.PASSAGES_FILE);
}

type Model = Pick<Embedder, 'id' | 'fingerprint' | 'dimensions'>;

/**
 * Opens a generation for searching with `embedder`, as {@link readGeneration} and {@link openForSearch} do.
 * @throws {IndexError}
 */
export async function openGeneration(folder: string, embedder: Model, graphs?: string): Promise<Generation> {
  return openForSearch(await readGeneration(folder, embedder), graphs ?? graphsFolder(path.dirname(folder)));
}

/**
 * Reads a generation that was built with `embedder`. Every file is compared with its checksum before it is used. Where only vectors are damaged it
 * can still be searched by words, and says so among its warnings.
 * @throws {IndexError} when another file is damaged or the generation was built with another model, chunking, tokeniser or schema
 */
export async function readGeneration(folder: string, embedder: Model): Promise<StoredGeneration> {
  const manifest = await readManifest(folder);
  checkCompatible(manifest, embedder);
  const read = files.verifiedFiles(folder, manifest, files.SEARCHED_FILES);
  const questions = await readLines<IndexedQuestion>(read, files.QUESTIONS_FILE);
  const sources = await readLines<Source>(read, files.SOURCES_FILE);
  return {
    manifest,
    ...(await readArticles(read)),
    glossary: await readLines<GlossaryEntry>(read, files.GLOSSARY_FILE),
    sources: new Map(sources.map((source) => [source.key, source])),
    questions,
    ...(await readTexts(folder, manifest, read)),
  };
}

/** Makes what was read searchable. A graph that cannot be used is named among the warnings. */
export async function openForSearch({ texts, ...stored }: StoredGeneration, graphs: string): Promise<Generation> {
  const { manifest, passages, questions, vectorsUsable } = stored;
  const open = async (kind: files.Kind) => {
    const { lexical, vectors } = texts[kind];
    const { nearest, warning } = vectorsUsable
      ? await chooseSearch(graphs, manifest, kind, vectors)
      : { nearest: NO_SEARCH, warning: null };
    return { texts: { lexical: new LexicalIndex(lexical), vectors, nearest }, warning };
  };
  const passageTexts = await open('passages');
  const questionTexts = await open('questions');
  const warnings = [passageTexts.warning, questionTexts.warning].filter((warning) => warning !== null);
  const byArticle = await rowsByArticle(passages, questions);
  return {
    ...stored,
    passageTexts: passageTexts.texts,
    questionTexts: questionTexts.texts,
    warnings: [...stored.warnings, ...warnings],
    ...byArticle,
    sectionOf: await firstsOfSections(passages, byArticle),
    questionsOf: await questionsByPassage(passages, questions),
  };
}

/** The articles, and all their passages in the order of their rows: slices of the articles' texts, which take no memory of their own. */
async function readArticles(
  read: files.ReadVerified,
): Promise<{ articles: Map<string, Article>; passages: Passage[] }> {
  const articles = new Map<string, Article & { readonly passages: Passage[] }>();
  const texts = await read(files.TEXTS_FILE);
  let start = 0;
  await forEachBreathing(await readLines<StoredArticle>(read, files.ARTICLES_FILE), (stored) => {
    const text = texts.toString('utf8', start, start + stored.bytes);
    start += stored.bytes;
    // Field by field: less than a tenth of the time of a copy with other properties, here and below.
    const { id, file, title, summary, questions, covers, checked, nextCheck, reviewedBy } = stored;
    articles.set(id, {
      id,
      file,
      text,
      title,
      summary,
      questions,
      covers,
      checked,
      nextCheck,
      reviewedBy,
      passages: [],
    });
  });
  const passages: Passage[] = [];
  await forEachBreathing(await readLines<PassagePlace>(read, files.PASSAGES_FILE), (place) => {
    const article = articles.get(place.article)!;
    const { id, headings, start, end, lines, sources } = place;
    const text = article.text.slice(start, end);
    const passage: Passage = { id, article: article.id, headings, text, start, end, lines, sources };
    article.passages.push(passage);
    passages.push(passage);
  });
  return { articles, passages };
}

async function readLines<T>(read: files.ReadVerified, name: string): Promise<T[]> {
  return files.decodeLines<T>(await read(name));
}

/** Reads a generation of which nothing is damaged. @throws {IndexError} */
export async function readWhole(folder: string, embedder: Model): Promise<StoredGeneration> {
  const generation = await readGeneration(folder, embedder);
  if (generation.vectorsUsable) return generation;
  throw new IndexError(generation.warnings.join(' '));
}

/** Opens a generation of which nothing is damaged. @throws {IndexError} */
export async function openWhole(folder: string, embedder: Model, graphs?: string): Promise<Generation> {
  return openForSearch(await readWhole(folder, embedder), graphs ?? graphsFolder(path.dirname(folder)));
}

async function readTexts(
  folder: string,
  manifest: Manifest,
  read: files.ReadVerified,
): Promise<Pick<StoredGeneration, 'texts' | 'vectorsUsable' | 'warnings'>> {
  const lexical = {
    passages: await readLexical(read, 'passages'),
    questions: await readLexical(read, 'questions'),
  };
  const textsWith = (vectors: Readonly<Record<files.Kind, VectorTable>>) => ({
    passages: { lexical: lexical.passages, vectors: vectors.passages },
    questions: { lexical: lexical.questions, vectors: vectors.questions },
  });
  try {
    const vectors = {
      passages: await readVectors(folder, manifest, 'passages', read),
      questions: await readVectors(folder, manifest, 'questions', read),
    };
    return { texts: textsWith(vectors), vectorsUsable: true, warnings: [] };
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    const blank = { passages: blankVectors(manifest, 'passages'), questions: blankVectors(manifest, 'questions') };
    const warning = `${error.message} Until then passages are found by their words alone.`;
    return { texts: textsWith(blank), vectorsUsable: false, warnings: [warning] };
  }
}

async function readLexical(read: files.ReadVerified, kind: files.Kind): Promise<LexicalData> {
  const terms = await readLines<string>(read, files.termsFile(kind));
  return files.decodePostings(terms, await read(files.postingsFile(kind)));
}

/** The vectors of a generation. @throws {IndexError} when they are missing, damaged or none that can be searched */
export async function readVectors(
  folder: string,
  manifest: Manifest,
  kind: files.Kind,
  read = files.verifiedFiles(folder, manifest),
): Promise<VectorTable> {
  const name = files.vectorsFile(kind);
  const values = files.decodeVectors(await read(name));
  const table = { dimensions: manifest.embedder.dimensions, rows: manifest.counts[kind], values };
  if (values.length === table.rows * table.dimensions && (await holdsUnitVectors(table))) return table;
  throw new IndexError(
    `${path.join(folder, name)} holds vectors that cannot be searched. Run "npm run index" to build them anew.`,
  );
}

async function holdsUnitVectors({ dimensions, rows, values }: VectorTable): Promise<boolean> {
  const breathe = createBreather();
  for (let row = 0; row < rows; row++) {
    if (!isUnitVector(values, row * dimensions, (row + 1) * dimensions)) return false;
    if (row % ROWS_AT_ONCE === 0) await breathe();
  }
  return true;
}

/** Similar to nothing: every comparison gives 0. */
function blankVectors({ embedder: { dimensions }, counts }: Manifest, kind: files.Kind): VectorTable {
  return { dimensions, rows: counts[kind], values: new Float32Array(counts[kind] * dimensions) };
}
