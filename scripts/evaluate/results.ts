import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawByStyle } from './charts/by-style.js';
import { drawReliability } from './charts/reliability.js';
import { drawRiskCoverage, drawSilence } from './charts/risk-coverage.js';
import { drawSafety } from './charts/safety.js';
import type { ComparisonLine } from './comparison.js';
import type { Evaluated, SplitResult } from './evaluate-split.js';
import { formatPeers, formatResult, lines, setupOf, type Setup } from './format-result.js';
import { formatMisses, formatSafetyMisses } from './misses.js';

const FOLDER = 'evaluation/results';

/** Writes report, figures and plots of a split. The same evaluation writes the same bytes. */
export async function writeResult(result: SplitResult): Promise<void> {
  const { split, retrieval, safety } = result;
  const about = setupOf(result);
  await write(`${split}.md`, formatResult(result));
  await writeJson(`${split}.json`, result);
  await write(`${split}-risk-coverage.svg`, drawRiskCoverage(about, retrieval));
  await write(`${split}-silence.svg`, drawSilence(about, retrieval));
  await write(`${split}-reliability.svg`, drawReliability(about, retrieval.reliability));
  await write(`${split}-by-style.svg`, drawByStyle(about, retrieval));
  await write(`${split}-safety.svg`, drawSafety(about, safety));
}

export async function writePeers(setup: Setup, compared: readonly ComparisonLine[]): Promise<void> {
  const { split, model, generation, rules } = setup;
  await write(`${split}-peers.md`, formatPeers(setup, compared));
  await writeJson(`${split}-peers.json`, { split, model, generation, rules, peers: compared });
}

/** Lists what went wrong, to work through. */
export async function writeMisses({ result, outcomes, safetyMisses }: Evaluated): Promise<void> {
  const { split } = result;
  const about = setupOf(result);
  const retrieval = [`# Misses of retrieval, ${split} split`, '', about, ...formatMisses(outcomes)];
  const safety = [`# Misses of triage, ${split} split`, '', about, ...formatSafetyMisses(safetyMisses)];
  await write(`misses-${split}.md`, lines(retrieval));
  await write(`misses-safety-${split}.md`, lines(safety));
}

/** Four digits are more than the intervals bear, and the same on every machine. */
const writeJson = (name: string, value: unknown) =>
  write(
    name,
    `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' ? Math.round(part * 1e4) / 1e4 : part), 2)}\n`,
  );

async function write(name: string, text: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, name), text);
}
