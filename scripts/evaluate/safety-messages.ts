import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LEVELS } from '#src/safety/level.js';
import type { Split } from './questions.js';

const message = z.object({
  id: z.string(),
  text: z.string(),
  level: z.enum([...LEVELS, 'none']),
  rules: z.array(z.string()).default([]),
  kind: z.string().default('ordinary'),
});

/** A message with the level that clinically minded writers gave it; see evaluation/README.md. */
export type LabelledMessage = z.infer<typeof message>;

const FOLDER = 'evaluation/safety';

/** Each letter stands for other writers: those of the test messages wrote none of the development messages. */
const TEST = new Set(['messages-c.jsonl', 'messages-d.jsonl', 'messages-r.jsonl']);

/** The labelled messages of a split, all writers together. @throws when a line is no labelled message */
export async function readSafetyMessages(split: Split): Promise<LabelledMessage[]> {
  return (await Promise.all((await safetyFilesOf(split)).map(readMessages))).flat();
}

export async function safetyFilesOf(split: Split): Promise<string[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^messages-.*\.jsonl$/.test(name));
  return names
    .filter((name) => TEST.has(name) === (split === 'test'))
    .sort()
    .map((name) => path.posix.join(FOLDER, name));
}

export const ORDINARY_FILE = path.posix.join(FOLDER, 'ordinary.jsonl');
export const FOREIGN_FILE = path.posix.join(FOLDER, 'foreign.jsonl');

export async function readMessages(file: string): Promise<LabelledMessage[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) => (line.trim() ? [parseLine(line, `${file}:${index + 1}`)] : []));
}

function parseLine(line: string, place: string): LabelledMessage {
  try {
    return message.parse({ level: 'none', ...(JSON.parse(line) as object) });
  } catch (cause) {
    throw new Error(`${place} is not a labelled message {"id","text","level","rules","kind"}: correct the line`, {
      cause,
    });
  }
}
