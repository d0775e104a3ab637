import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Librarian } from '#src/answer-question.js';
import { measureAnswers } from './answers.js';
import { writeSyntheticCorpus } from './synthetic-corpus.js';
import { STAGES, timeBuild } from './timed-build.js';

const PASSAGES_EACH = 5;
const WEIGH = fileURLToPath(new URL('weigh.js', import.meta.url));

/** A first build: how many passages a second each stage does, what the result takes, and how soon it answers. */
export async function benchmarkBuild(folder: string, passages: number, librarian: Librarian): Promise<string> {
  const corpusDir = path.join(folder, 'corpus');
  const indexDir = path.join(folder, 'index');
  await writeSyntheticCorpus({ folder: corpusDir, articles: passages / PASSAGES_EACH, passagesEach: PASSAGES_EACH });
  const { result, stages, total } = await timeBuild(corpusDir, indexDir, librarian.searcher!.embedder);
  const speed = (ms: number) => (ms < 1 ? '-' : `${Math.round((passages / ms) * 1000)}/s`);
  const { generation, embedded } = result;
  const disk = await bytesIn(path.join(indexDir, generation.manifest.generation));
  const graphs = await bytesIn(path.join(indexDir, 'graphs'));
  return [
    `Build of ${passages} passages (${embedded} texts): ${(total / 1000).toFixed(1)} s, passages a second by stage`,
    `  ${STAGES.map((stage) => `${stage} ${speed(stages[stage])}`).join(', ')}`,
    `  search by ${generation.passageTexts.nearest.method}; generation ${megabytes(disk)}, graphs ${megabytes(graphs)} on the disk; opened ${megabytes(weigh(indexDir))} of memory; peak of the process that built it ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
    await measureAnswers(indexDir, passages, librarian),
    ...generation.warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}

/** Bytes of memory that the live generation takes once it is open. */
function weigh(indexDir: string): number {
  const output = execFileSync(process.execPath, ['--expose-gc', WEIGH, indexDir], { encoding: 'utf8' });
  return (JSON.parse(output) as { bytes: number }).bytes;
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
