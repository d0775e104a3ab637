import type { RootContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import type { CorpusFile } from './corpus-files.js';
import type { Report } from './problem.js';

/** A stretch of the file that belongs together: offsets into the article's text. */
export interface Block {
  readonly type: RootContent['type'];
  readonly start: number;
  readonly end: number;
}

/** What stands under one heading, before it is cut into passages. */
export interface Section {
  readonly headings: readonly string[];
  readonly line: number;
  readonly blocks: readonly Block[];
  readonly sources: readonly string[];
  /** Line of the `Sources:` paragraph. */
  readonly sourcesLine: number;
}

const SOURCES = 'Sources:';
/** Controls other than tab and line feed, and characters that turn the direction of writing. */
const CONTROL = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

type ReportError = (line: number, message: string) => void;

/** The sections of an article's body, which starts at `bodyStart`. */
export function parseSections({ file, text }: CorpusFile, bodyStart: number, report: Report): Section[] {
  const firstLine = lineAt(text, bodyStart);
  const error: ReportError = (line, message) => {
    report({ file, line, message, severity: 'error' });
  };
  const control = CONTROL.exec(text);
  if (control) error(lineAt(text, control.index), 'this line holds an invisible control character. Delete it.');

  // The front matter is blanked out rather than cut off, so that offsets and lines are those of the file.
  const tree = fromMarkdown(text.slice(0, bodyStart).replace(/[^\n]/g, ' ') + text.slice(bodyStart));
  reportUnquotable(tree, error);

  const sections = groupByHeading(tree, text, firstLine, error).flatMap((group) => toSection(group, text, error) ?? []);
  if (sections.length === 0)
    error(firstLine, 'the article has no section with text. Write "## A heading" and the text under it.');
  reportRepeatedHeadings(sections, error);
  return sections;
}

/** A heading, those above it, and the blocks up to the next one; without a heading what stands before the first. */
interface Group {
  readonly headings: readonly string[];
  readonly line: number;
  readonly blocks: readonly Block[];
}

function groupByHeading(tree: Root, text: string, firstLine: number, error: ReportError): Group[] {
  let blocks: Block[] = [];
  let headings: readonly { readonly depth: number; readonly text: string }[] = [];
  const groups: Group[] = [{ headings: [], line: firstLine, blocks }];
  for (const node of tree.children) {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    if (node.type !== 'heading') {
      blocks.push({ type: node.type, start, end });
      continue;
    }
    const line = lineAt(text, start);
    if (node.depth === 1) error(line, 'a heading "# …" would be a second title. Begin it with "##".');
    headings = [...headings.filter(({ depth }) => depth < node.depth), { depth: node.depth, text: toString(node) }];
    blocks = [];
    groups.push({ headings: headings.map((heading) => heading.text), line, blocks });
  }
  return groups;
}

/** Null where there is no text that could be quoted, or it belongs to no section. */
function toSection({ headings, line, blocks }: Group, text: string, error: ReportError): Section | null {
  const last = blocks.at(-1);
  if (headings.length === 0) {
    if (blocks[0])
      error(lineAt(text, blocks[0].start), 'text before the first heading. Put it under a heading "## …".');
    return null;
  }
  const hasSources = last?.type === 'paragraph' && text.startsWith(SOURCES, last.start);
  const content = hasSources ? blocks.slice(0, -1) : blocks;
  if (content.length === 0) return null;
  const keys = hasSources ? text.slice(last.start + SOURCES.length, last.end).split(',') : [];
  const sources = keys.map((key) => key.trim()).filter(Boolean);
  const sourcesLine = hasSources ? lineAt(text, last.start) : line;
  if (!hasSources) {
    error(
      line,
      `the section "${headings.at(-1)}" names no sources. End it with an empty line and a line "Sources: KEY, KEY".`,
    );
  } else if (sources.length === 0) {
    error(sourcesLine, 'the list of sources is empty. Name at least one key of sources.yaml.');
  }
  return { headings, line, blocks: content, sources, sourcesLine };
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function reportRepeatedHeadings(sections: readonly Section[], error: ReportError): void {
  const seen = new Set<string>();
  for (const { headings, line } of sections) {
    const heading = headings.at(-1) ?? '';
    if (seen.has(heading))
      error(line, `a second section "${heading}". Give each section of an article a heading of its own.`);
    seen.add(heading);
  }
}

/** HTML would be shown as typed, and a link out of the corpus leads nowhere in a chat. */
function reportUnquotable(tree: Root, error: ReportError): void {
  const visit = (node: Root | RootContent) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'html') error(line, 'HTML is not shown in a chat. Write it as plain Markdown.');
    if (node.type === 'image' || node.type === 'imageReference')
      error(line, 'an image cannot be quoted. Say it in words.');
    if (node.type === 'definition')
      error(line, 'this address would stand in a quote as it is written. Write the link as "[words](https://…)".');
    if (node.type === 'link' && !node.url.startsWith('https://')) {
      error(
        line,
        `the link "${node.url}" does not lead to a web page. Only addresses that begin with https:// work in a chat.`,
      );
    }
    if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
}
