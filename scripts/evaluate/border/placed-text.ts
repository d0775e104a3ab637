import { readJsonLines } from '../../cli/json-lines.js';

/** A text and where it stands: `file:line`. */
export interface PlacedText {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** The texts of a file of JSON lines, from the named fields of every line. @throws {Error} naming file and line of what is no JSON */
export async function readPlacedLines(file: string, fields: readonly string[]): Promise<PlacedText[]> {
  const lines = await readJsonLines<Readonly<Record<string, unknown>>>(file);
  return lines.flatMap(({ value, line }) =>
    fields.flatMap((field) => {
      const text = value[field];
      return typeof text === 'string' ? [{ text, file, line }] : [];
    }),
  );
}
