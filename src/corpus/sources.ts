import path from 'node:path';
import { z } from 'zod';
import { readCorpusFile } from './corpus-files.js';
import type { Report } from './problem.js';
import { parseYaml } from './yaml-file.js';

/** An entry of the bibliography. Grade A: review, guideline or trial; B: small study, textbook, leaflet; C: trade, popular or legal page. */
export interface Source {
  readonly key: string;
  readonly title: string;
  readonly authors?: string;
  readonly published?: string;
  readonly year?: number;
  readonly doi?: string;
  readonly pmid?: string;
  readonly pmcid?: string;
  readonly address?: string;
  readonly grade?: 'A' | 'B' | 'C';
  /** How much of it was read when the corpus was written. */
  readonly read?: string;
  readonly note?: string;
}

/** Keys that every article may cite without an entry in sources.yaml. */
export const RESERVED_SOURCES: readonly Source[] = [
  { key: 'GENERAL-KNOWLEDGE', title: 'General knowledge, no source read' },
  { key: 'HOUSE-RULE', title: "House rule: a cautious limit chosen by Backchat's authors, not a proven one" },
];

const YEAR = 'write a year from 1900 to 2100';
const line = z.string().trim().min(1, 'write a text here');
const sourcesSchema = z.record(
  z.string().regex(/^[A-Z][A-Z0-9]*$/, 'a key is made of capital letters and digits'),
  z.strictObject({
    title: line,
    authors: line.optional(),
    published: line.optional(),
    year: z.int().min(1900, YEAR).max(2100, YEAR).optional(),
    doi: z
      .string()
      .regex(/^10\.\d{4,9}\/\S+$/, 'a DOI looks like 10.1002/14651858.CD003010.pub5')
      .optional(),
    pmid: z
      .string('put the PMID in quotes')
      .regex(/^\d{5,8}$/, 'a PMID has 5 to 8 digits')
      .optional(),
    pmcid: z
      .string()
      .regex(/^PMC\d{5,8}$/, 'a PMC id looks like PMC2613278')
      .optional(),
    address: z.url({ protocol: /^https?$/, error: 'an address begins with https://' }).optional(),
    grade: z.enum(['A', 'B', 'C']),
    read: line.optional(),
    note: line.optional(),
  }),
);

/** What sources.yaml holds, and where. */
export interface Bibliography {
  readonly sources: readonly Source[];
  /** 1-based. */
  lineOf(key: string): number;
}

/** The bibliography with the line of each entry, or null (and reports) when it cannot be read. */
export function readSources(folder: string, report: Report): Bibliography | null {
  const file = readCorpusFile(folder, path.join(folder, 'sources.yaml'), report);
  const parsed = file && parseYaml(file, sourcesSchema, report);
  if (!parsed) return null;
  const sources = Object.entries(parsed.value).map(([key, entry]) => ({ key, ...entry }) as Source);
  return { sources, lineOf: (key) => parsed.lineOf([key]) };
}
