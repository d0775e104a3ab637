import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Report } from './problem.js';

/** Where a piece of YAML stands, so that problems can name its line. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** Lines of the file before `text`, for YAML inside another file. */
  readonly linesBefore?: number;
}

/** Parsed and validated YAML, and a way to name the line of a part of it. */
export interface ParsedYaml<T> {
  readonly value: T;
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML against a schema. Syntax errors, unknown fields and wrong values are all reported with their line; then the result is null. */
export function parseYaml<T>(source: YamlSource, schema: z.ZodType<T>, report: Report): ParsedYaml<T> | null {
  const { file, text, linesBefore = 0 } = source;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + linesBefore;
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      const message = `this is not valid YAML: ${error.message}. Quote texts that hold ": " or "#".`;
      report({ file, line: lineAt(error.pos[0]), message, severity: 'error' });
    }
    return null;
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data, lineOf };
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const message = `unknown field "${key}". Remove it or correct its spelling.`;
        report({ file, line: lineOf([...issue.path, key]), message, severity: 'error' });
      }
    } else {
      const name = issue.path.map(String).join('.');
      const message = `${name ? `${name}: ` : ''}${issue.message}`;
      report({ file, line: lineOf(issue.path), message, severity: 'error' });
    }
  }
  return null;
}

/** Offset of the nearest existing node on the way to `path`: its key where it has one. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
      if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}
