import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readCorpus } from './corpus/read-corpus.js';
import type { Embedder } from './embedding/embedder.js';
import { textsToIndex, type Generation } from './search-index/generation.js';
import { openGeneration } from './search-index/open-generation.js';
import { currentFolder, publish, removeOldGenerations } from './search-index/publish.js';
import { rowOf, type VectorTable } from './search-index/vector-search.js';
import { digestCorpus, generationName, writeGeneration } from './search-index/write-generation.js';
import { diffPassages, type PassageChanges } from './search-index/diff-passages.js';

export interface BuildOptions {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly now: Date;
  /** Called after each text that needed a vector. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a build did. */
export interface BuildResult {
  readonly generation: Generation;
  readonly changes: PassageChanges;
  /** Texts that went through the model; the vectors of all others were reused. */
  readonly embedded: number;
  /** False when the live generation already was the one that the corpus asks for. */
  readonly published: boolean;
}

/**
 * The whole way from a corpus folder to a published generation. Until the last step readers keep the old one; on any error nothing changes.
 * @throws {CorpusError} {EmbeddingError} {IndexError}
 */
export async function buildIndex({
  corpusDir,
  indexDir,
  embedder,
  now,
  onProgress,
}: BuildOptions): Promise<BuildResult> {
  const corpus = await readCorpus(corpusDir, now.toISOString().slice(0, 10));
  const name = generationName(digestCorpus(corpus), embedder);
  const target = path.join(indexDir, name);
  const live = await currentFolder(indexDir);
  // A live generation that cannot be opened (damaged, or made with another model) is no help, and is about to be replaced.
  const before = live ? await openGeneration(live, embedder).catch(() => null) : null;
  if (before?.manifest.generation === name) {
    return {
      generation: before,
      changes: diffPassages(before.passages, before.passages),
      embedded: 0,
      published: false,
    };
  }

  const { passages, passageTexts, questions } = textsToIndex(corpus.articles);
  const questionTexts = questions.map(({ text }) => text);
  const known = before ? knownVectors(before) : new Map<string, Float32Array>();
  const jobs = [
    ...passageTexts.map((text) => ({ text, role: 'passage' as const })),
    ...questionTexts.map((text) => ({ text, role: 'question' as const })),
  ].filter(({ text, role }) => !known.has(`${role}\n${text}`));
  for (const [done, { text, role }] of jobs.entries()) {
    known.set(`${role}\n${text}`, await embedder.embed(text, role));
    onProgress?.(done + 1, jobs.length);
  }
  const table = (texts: readonly string[], role: string): VectorTable => {
    const values = new Float32Array(texts.length * embedder.dimensions);
    for (const [row, text] of texts.entries()) values.set(known.get(`${role}\n${text}`)!, row * embedder.dimensions);
    return { dimensions: embedder.dimensions, rows: texts.length, values };
  };

  await mkdir(indexDir, { recursive: true });
  const building = path.join(indexDir, `building-${process.pid}`);
  await rm(building, { recursive: true, force: true });
  try {
    const content = {
      corpus,
      passages,
      passageTexts,
      passageVectors: table(passageTexts, 'passage'),
      questions,
      questionVectors: table(questionTexts, 'question'),
    };
    await writeGeneration(building, content, embedder, now);
    await openGeneration(building, embedder);
    await rm(target, { recursive: true, force: true });
    await rename(building, target);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  const generation = await openGeneration(target, embedder);
  await publish(indexDir, name);
  await removeOldGenerations(indexDir);
  return {
    generation,
    changes: diffPassages(before?.passages ?? [], passages),
    embedded: jobs.length,
    published: true,
  };
}

/** The vectors of the live generation by role and text: what did not change is not embedded again. */
function knownVectors(generation: Generation): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  const { passageTexts, questions } = textsToIndex([...generation.articles.values()]);
  for (const [row, text] of passageTexts.entries())
    known.set(`passage\n${text}`, rowOf(generation.passageTexts.vectors, row));
  for (const [row, { text }] of questions.entries())
    known.set(`question\n${text}`, rowOf(generation.questionTexts.vectors, row));
  return known;
}
