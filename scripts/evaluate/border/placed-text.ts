import { readFile } from 'node:fs/promises';

/** A text and where it stands: `file:line`. */
export interface PlacedText {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** The texts of a file of JSON lines, from the named fields of every line. */
export async function readPlacedLines(file: string, fields: readonly string[]): Promise<PlacedText[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((json, index) => {
    if (!json.trim()) return [];
    const record = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return fields.flatMap((field) => {
      const text = record[field];
      return typeof text === 'string' ? [{ text, file, line: index + 1 }] : [];
    });
  });
}
