import path from 'node:path';
import { CHUNKING_VERSION } from './corpus/chunking.js';
import { readCorpus, type Corpus } from './corpus/read-corpus.js';
import type { Embedder } from './embedding/embedder.js';
import { diffPassages, type PassageChanges } from './search-index/diff-passages.js';
import { move, remove } from './search-index/disk.js';
import { embedTexts } from './search-index/embed-texts.js';
import { textsToIndex, type Generation } from './search-index/generation.js';
import { KINDS, type Kind } from './search-index/generation-files.js';
import { ensureGraph, graphsFolder, removeUnusedGraphs } from './search-index/graph-cache.js';
import { readKnownWords } from './search-index/known-texts.js';
import { buildLexical } from './search-index/lexical.js';
import type { Manifest } from './search-index/manifest.js';
import { openGeneration, openWhole, readManifest } from './search-index/open-generation.js';
import { currentFolder, listGenerations, publish, removeOldGenerations } from './search-index/publish.js';
import { keyOf } from './search-index/text-keys.js';
import type { VectorTable } from './search-index/vector-search.js';
import { inWorkshop, type Workshop } from './search-index/workshop.js';
import { digestCorpus, generationName, writeGeneration, type TextsContent } from './search-index/write-generation.js';

/** What a build does, one after the other. A stage without work is passed over. */
export type BuildStage = 'reading' | 'embedding' | 'lexical' | 'writing' | 'graph' | 'verifying';

export interface BuildProgress {
  readonly stage: BuildStage;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
}

export interface BuildOptions {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly now: Date;
  /** Called at the start of every stage and for every text that gets a vector or a place in a graph. */
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
}

/** What a build did. */
export interface BuildResult {
  readonly generation: Generation;
  readonly changes: PassageChanges;
  /** Texts that went through the model; the vectors of all others were reused. */
  readonly embedded: number;
  /** False when the live generation already was the one that the corpus asks for, and when it was only prepared. */
  readonly published: boolean;
}

/**
 * The whole way from a corpus folder to a published generation. Until the last step readers keep the old one; on any error, and when the process
 * dies at any moment, it stays.
 * @throws {CorpusError} {EmbeddingError} {IndexError} {BusyError}
 */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  return inWorkshop(options.indexDir, (workshop) => buildIn(workshop, options, true));
}

/**
 * The same without publishing: what would change can be looked at first. `publishGeneration` makes it the live one; a build that is published
 * in between may take its place among those that are kept.
 */
export async function prepareIndex(options: BuildOptions): Promise<BuildResult> {
  return inWorkshop(options.indexDir, (workshop) => buildIn(workshop, options, false));
}

async function buildIn(workshop: Workshop, options: BuildOptions, publishing: boolean): Promise<BuildResult> {
  const { corpusDir, indexDir, embedder, now } = options;
  const start = (stage: BuildStage, total = 0) => {
    options.onProgress?.({ stage, done: 0, total });
    return workshop.beat();
  };
  await start('reading');
  const live = await openLive(indexDir, embedder);
  const before = live?.generation ?? null;
  const corpus = await readCorpus(
    corpusDir,
    now.toISOString().slice(0, 10),
    before ? articlesByFile(before) : undefined,
  );
  const name = generationName(digestCorpus(corpus), embedder);
  const folder = path.join(indexDir, name);

  const unchanged = before?.manifest.generation === name && before.vectorsUsable ? before : null;
  const kept = unchanged ?? (await openWhole(folder, embedder).catch(() => null));
  const written = kept ? null : await write(workshop, corpus, live, options, start);
  const { manifest, tables } = written ?? asWritten(kept!);
  const places = { graphs: graphsFolder(indexDir), workshop: workshop.folder };
  let grown = false;
  for (const kind of KINDS) {
    const onProgress = (done: number, total: number) => options.onProgress?.({ stage: 'graph', done, total });
    if (await ensureGraph(places, manifest, kind, tables[kind], onProgress)) grown = true;
    await workshop.beat();
  }
  if (unchanged && !grown) {
    await tidyUp(indexDir);
    return { generation: unchanged, changes: diffPassages([], []), embedded: 0, published: false };
  }

  await start('verifying');
  const generation = await openWhole(written?.folder ?? folder, embedder, places.graphs);
  if (written) await moveIntoPlace(written.folder, folder, workshop);
  if (publishing) {
    await publish(indexDir, workshop.folder, name, now);
    await tidyUp(indexDir);
  }
  const changes = diffPassages(before?.passages ?? [], generation.passages);
  return { generation, changes, embedded: written?.embedded ?? 0, published: publishing };
}

interface Live {
  readonly folder: string;
  readonly generation: Generation;
}

/** A live generation that cannot be opened (damaged, or made with another model) is no help, and is about to be replaced. */
async function openLive(indexDir: string, embedder: Embedder): Promise<Live | null> {
  const folder = await currentFolder(indexDir);
  const generation = folder && (await openGeneration(folder, embedder).catch(() => null));
  return generation ? { folder, generation } : null;
}

function articlesByFile({ articles, manifest }: Generation) {
  return new Map(
    manifest.chunking === CHUNKING_VERSION ? Array.from(articles.values(), (article) => [article.file, article]) : [],
  );
}

interface Written {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly tables: Readonly<Record<Kind, VectorTable>>;
  /** Texts that went through the model. */
  readonly embedded: number;
}

/** What a generation that is there already has of {@link Written}. */
function asWritten({ manifest, passageTexts, questionTexts }: Generation): Pick<Written, 'manifest' | 'tables'> {
  return { manifest, tables: { passages: passageTexts.vectors, questions: questionTexts.vectors } };
}

/** Writes the generation of a corpus into the workshop. What earlier generations know of a text is not worked out again. */
async function write(
  workshop: Workshop,
  corpus: Corpus,
  live: Live | null,
  { indexDir, embedder, onProgress }: BuildOptions,
  start: (stage: BuildStage, total?: number) => Promise<void>,
): Promise<Written> {
  const { passages, passageTexts, questions } = textsToIndex(corpus.articles);
  const texts = { passages: passageTexts, questions: questions.map(({ text }) => text) };
  const keys = { passages: texts.passages.map(keyOf), questions: texts.questions.map(keyOf) };

  await start('embedding');
  const { tables, embedded } = await embedTexts(
    texts,
    keys,
    await listGenerations(indexDir),
    embedder,
    (done, total) => {
      onProgress?.({ stage: 'embedding', done, total });
      return workshop.beat();
    },
  );

  await start('lexical');
  const content = async (kind: Kind): Promise<TextsContent> => {
    const known = live ? await readKnownWords(live.folder, live.generation, kind, keys[kind]) : undefined;
    return { keys: keys[kind], vectors: tables[kind], lexical: buildLexical(texts[kind], known) };
  };
  const contents = { passages: await content('passages'), questions: await content('questions') };

  await start('writing');
  const folder = path.join(workshop.folder, 'generation');
  const generation = { corpus, passages, questions, texts: contents };
  const manifest = await writeGeneration(folder, generation, digestCorpus(corpus), embedder);
  return { folder, manifest, tables, embedded };
}

/** Also where nothing was built: the builder before may have died between publishing and this. */
async function tidyUp(indexDir: string): Promise<void> {
  await removeOldGenerations(indexDir);
  const manifests = (await listGenerations(indexDir)).map((folder) => readManifest(folder).catch(() => null));
  const readable = (await Promise.all(manifests)).filter((manifest) => manifest !== null);
  await removeUnusedGraphs(graphsFolder(indexDir), readable);
}

/** A folder of the same name can only be a damaged one: a whole one would have been used. */
async function moveIntoPlace(from: string, to: string, workshop: Workshop): Promise<void> {
  const damaged = path.join(workshop.folder, 'damaged');
  await move(to, damaged).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await move(from, to);
  await remove(damaged);
}
