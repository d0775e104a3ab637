import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readCorpusFile } from './corpus-files.js';
import type { Report } from './problem.js';
import { parseYaml } from './yaml-file.js';

/** A word of the articles and how members say it. */
export interface GlossaryEntry {
  readonly term: string;
  /** One plain explanation. */
  readonly means: string;
  readonly lay: readonly string[];
}

const line = z.string('write a text here').trim().min(1, 'write a text here');
const glossarySchema = z.array(z.strictObject({ term: line, means: line, lay: z.array(line).min(1) }));

/** A corpus's glossary and where it stands. */
export interface Glossary {
  readonly file: string;
  readonly entries: readonly GlossaryEntry[];
  /** Line of the entry at a position. */
  readonly lineOf: (index: number) => number;
}

const NAME = 'glossary.yaml';

/** glossary.yaml of a corpus folder. A corpus may do without one; one that cannot be read is reported. Both give no entries. */
export function readGlossary(folder: string, report: Report): Glossary {
  const absolute = path.join(folder, NAME);
  const file = existsSync(absolute) ? readCorpusFile(folder, absolute, report) : null;
  const parsed = file && parseYaml(file, glossarySchema, report);
  if (!parsed) return { file: NAME, entries: [], lineOf: () => 1 };
  const owners = new Map<string, string>();
  for (const [index, { term, lay }] of parsed.value.entries()) {
    for (const phrase of [term, ...lay]) {
      const key = phrase.toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) {
        const message = `"${phrase}" stands under "${owner}" and under "${term}". Keep it under one of them.`;
        report({ file: file.file, line: parsed.lineOf([index]), message, severity: 'error' });
      }
      owners.set(key, term);
    }
  }
  return { file: file.file, entries: parsed.value, lineOf: (index) => parsed.lineOf([index]) };
}
