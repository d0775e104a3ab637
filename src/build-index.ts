import path from 'node:path';
import type { Article } from './corpus/article.js';
import type { FileEdit } from './corpus/corpus-files.js';
import { CorpusError, type Problem } from './corpus/problem.js';
import { checkCorpus } from './corpus/read-corpus.js';
import type { Embedder } from './embedding/embedder.js';
import type { BuildProgress, TellProgress } from './search-index/build-progress.js';
import { diffPassages, type PassageChanges } from './search-index/diff-passages.js';
import { move, remove } from './search-index/disk.js';
import type { Generation, Live, StoredGeneration } from './search-index/generation.js';
import { KINDS } from './search-index/generation-files.js';
import { ensureGraph, graphsFolder, removeUnusedGraphs } from './search-index/graph-cache.js';
import { withKeys } from './search-index/known-texts.js';
import { makeGeneration, type MadeGeneration } from './search-index/make-generation.js';
import { openForSearch, openWhole, readGeneration, readManifest, readWhole } from './search-index/open-generation.js';
import {
  currentFolder,
  listGenerations,
  publish,
  readPublications,
  removeOldGenerations,
} from './search-index/publish.js';
import { inWorkshop, type Workshop } from './search-index/workshop.js';
import { digestCorpus, generationName } from './search-index/write-generation.js';

export interface BuildOptions {
  readonly corpusDir: string;
  /** Built as if it had been made in the corpus folder. */
  readonly edit?: FileEdit | null;
  /** What else keeps these articles from being built, beside what the checks of the corpus say. */
  readonly inspect?: (articles: readonly Article[]) => readonly Problem[];
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
  /** False when the live generation already was the one that the corpus asks for. */
  readonly published: boolean;
  /** Name of the generation that was live until then. */
  readonly replaced: string | null;
}

/**
 * The whole way from a corpus folder to a published generation. Until the last step readers keep the old one; on any error, and when the process
 * dies at any moment, it stays.
 * @throws {CorpusError} {EmbeddingError} {IndexError} {BusyError}
 */
export async function buildIndex(options: BuildOptions): Promise<BuildResult> {
  return inWorkshop(options.indexDir, async (workshop) => {
    const [live] = await readPublications(options.indexDir);
    const built = await buildCandidate(workshop, options);
    if (built.isNew)
      await publish(options.indexDir, workshop.folder, built.generation.manifest.generation, options.now);
    await tidyUp(options.indexDir);
    const { generation, changes, embedded, isNew } = built;
    return { generation, changes, embedded, published: isNew, replaced: live?.generation ?? null };
  });
}

/** A generation that stands in its place, whole, and is not live yet. */
export interface Candidate extends Omit<BuildResult, 'published' | 'replaced'> {
  /** The live generation, or null while there is none that can be read. */
  readonly before: StoredGeneration | null;
  /** False when it is the live one and readers have nothing to gain from opening it again. */
  readonly isNew: boolean;
  /** What the authors of its corpus should know; the same was said before of articles that have not changed, and is not said again. */
  readonly warnings: readonly Problem[];
}

/** Builds without publishing, for somebody who has the workshop of the index. @throws as {@link buildIndex} does */
export async function buildCandidate(workshop: Workshop, options: BuildOptions): Promise<Candidate> {
  const { corpusDir, edit = null, inspect, indexDir, embedder, now } = options;
  const tell: TellProgress = (stage, done = 0, total = 0) => {
    options.onProgress?.({ stage, done, total });
    return workshop.beat();
  };
  await tell('reading');
  const live = await readLive(indexDir, embedder);
  const before = live?.generation ?? null;
  const known = new Map(Array.from(before?.articles.values() ?? [], (article) => [article.file, article]));
  const { corpus, problems } = await checkCorpus(corpusDir, now.toISOString().slice(0, 10), known, edit);
  if (!corpus) throw new CorpusError(problems.filter(({ severity }) => severity === 'error'));
  const others = inspect?.(corpus.articles) ?? [];
  if (others.length > 0) throw new CorpusError(others);
  const corpusDigest = digestCorpus(corpus);
  const name = generationName(corpusDigest, embedder);
  const folder = path.join(indexDir, name);

  const unchanged = before?.manifest.generation === name && before.vectorsUsable ? before : null;
  const kept = unchanged ?? (await readWhole(folder, embedder).catch(() => null));
  const unfinished = path.join(workshop.folder, 'generation');
  const earlier = await listGenerations(indexDir);
  const made = kept
    ? null
    : await makeGeneration({ folder: unfinished, corpus, corpusDigest, embedder, live, earlier, tell });
  const grown = await growGraphs(made ?? asMade(kept!), indexDir, workshop, tell);
  const found = { before, warnings: problems };
  const graphs = graphsFolder(indexDir);
  if (unchanged && !grown) {
    const generation = await openForSearch(unchanged, graphs);
    return { ...found, generation, changes: diffPassages([], []), embedded: 0, isNew: false };
  }

  await tell('verifying');
  const generation = await openWhole(made ? unfinished : folder, embedder, graphs);
  if (made) await moveIntoPlace(unfinished, folder, workshop);
  const changes = diffPassages(before?.passages ?? [], generation.passages);
  return { ...found, generation, changes, embedded: made?.embedded ?? 0, isNew: true };
}

/** A live generation that cannot be read (damaged, or made with another model) is no help, and is about to be replaced. */
async function readLive(indexDir: string, embedder: Embedder): Promise<Live | null> {
  const folder = await currentFolder(indexDir);
  if (folder === null) return null;
  const generation = await readGeneration(folder, embedder).catch(() => null);
  return generation && withKeys(folder, generation);
}

function asMade({ manifest, texts }: StoredGeneration): MadeGeneration {
  return { manifest, tables: { passages: texts.passages.vectors, questions: texts.questions.vectors } };
}

/** Builds the graphs that are worth while and not there yet. False when there was nothing to do. */
async function growGraphs(
  { manifest, tables }: MadeGeneration,
  indexDir: string,
  { folder }: Workshop,
  tell: TellProgress,
): Promise<boolean> {
  const places = { graphs: graphsFolder(indexDir), workshop: folder };
  let grown = false;
  for (const kind of KINDS) if (await ensureGraph(places, manifest, kind, tables[kind], tell)) grown = true;
  return grown;
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

/** Deletes what is too old to be gone back to. Also where nothing was built: the builder before may have died between publishing and this. */
export async function tidyUp(indexDir: string): Promise<void> {
  await removeOldGenerations(indexDir);
  const manifests = (await listGenerations(indexDir)).map((folder) => readManifest(folder).catch(() => null));
  const readable = (await Promise.all(manifests)).filter((manifest) => manifest !== null);
  await removeUnusedGraphs(graphsFolder(indexDir), readable);
}
