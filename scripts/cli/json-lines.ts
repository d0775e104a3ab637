import { readFile } from 'node:fs/promises';

/** What stands in a line of a file of JSON lines, and which line that is, from 1 on. */
export interface JsonLine<Value> {
  readonly value: Value;
  readonly line: number;
}

/** The lines of a file of JSON lines that are not empty. @throws {Error} naming file and line of what is no JSON */
export async function readJsonLines<Value>(file: string): Promise<JsonLine<Value>[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((json, index) => {
    if (!json.trim()) return [];
    const line = index + 1;
    try {
      return [{ value: JSON.parse(json) as Value, line }];
    } catch (cause) {
      throw new Error(`${file}:${line} is not JSON: write one object a line.`, { cause });
    }
  });
}
