import { LineCounter, isAlias, isMap, isNode, isScalar, parseDocument, visit, type Document } from 'yaml';
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
  readonly lineOf: (path: readonly PropertyKey[]) => number;
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
  const anchors = anchorsOf(document);
  if (anchors.length > 0) {
    for (const offset of anchors) {
      const message = 'a text that begins with "*" or "&" means something else in YAML. Put it in quotes.';
      report({ file, line: lineAt(offset), message, severity: 'error' });
    }
    return null;
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const result = schema.safeParse(document.toJS(), { error: remedyFor });
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

/** What to write instead, where the schema itself does not say it. */
function remedyFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected];
    case 'too_small':
      return issue.origin === 'array' ? 'name at least one' : 'write a text here';
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'invalid_value':
      return `write one of ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
}

const EXPECTED: Partial<Record<string, string>> = {
  string: 'write a text here, in quotes if it is a number',
  number: 'write a number here',
  int: 'write a whole number here',
  array: 'write a list here, each entry on a line "- …"',
  object: 'write fields here, each on a line "name: …"',
  record: 'write entries here, each under a line "KEY:"',
};

/** Offsets of anchors and aliases: nothing here needs them, and an alias without its anchor cannot be read. */
function anchorsOf(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor !== undefined) offsets.push(node.range?.[0] ?? 0);
    },
  });
  return offsets;
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
