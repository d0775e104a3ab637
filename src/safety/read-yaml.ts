import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { RulesError } from './rules-error.js';

/** Reads a YAML file and checks it against a schema. */
export function readYaml<T>(file: URL, schema: z.ZodType<T>): T {
  const name = basename(fileURLToPath(file));
  const value = parseOrExplain(file, name);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${placeOf(path, value)}: ${message}`);
  throw new RulesError(`${name} cannot be used. Correct these places and start again:\n${problems.join('\n')}`);
}

function parseOrExplain(file: URL, name: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RulesError(`${name} cannot be read: ${why}. Restore it from the repository, or mend the line named.`, {
      cause,
    });
  }
}

/** "rules.3.signs" says little to a clinician; "rule D4, signs" does. */
function placeOf(path: readonly PropertyKey[], value: unknown): string {
  const [first, index, ...rest] = path;
  if (first !== 'rules' || typeof index !== 'number') return path.map(String).join(', ');
  const id = (value as { rules?: { id?: unknown }[] }).rules?.[index]?.id;
  return [typeof id === 'string' ? `rule ${id}` : `rule number ${index + 1}`, ...rest.map(String)].join(', ');
}
