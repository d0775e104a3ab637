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

/** The sections of an article's body, which starts at `bodyStart`. */
export function parseSections({ file, text }: CorpusFile, bodyStart: number, report: Report): Section[] {
  const firstLine = lineAt(text, bodyStart);
  const error = (line: number, message: string) => {
    report({ file, line, message, severity: 'error' });
  };
  const control = CONTROL.exec(text);
  if (control) error(lineAt(text, control.index), 'this line holds an invisible control character. Delete it.');

  // The front matter is blanked out rather than cut off, so that offsets and lines are those of the file.
  const tree = fromMarkdown(text.slice(0, bodyStart).replace(/[^\n]/g, ' ') + text.slice(bodyStart));
  reportUnquotable(tree, error);

  const sections: Section[] = [];
  let headings: { depth: number; text: string }[] = [];
  let blocks: Block[] = [];
  let headingLine = firstLine;

  const close = () => {
    const last = blocks.at(-1);
    const hasSources = last?.type === 'paragraph' && text.startsWith(SOURCES, last.start);
    const content = hasSources ? blocks.slice(0, -1) : blocks;
    const names = headings.map((heading) => heading.text);
    if (names.length === 0) {
      if (blocks[0])
        error(lineAt(text, blocks[0].start), 'text before the first heading. Put it under a heading "## …".');
    } else if (content.length > 0 && last) {
      const keys = hasSources ? text.slice(last.start + SOURCES.length, last.end).split(',') : [];
      const sources = keys.map((key) => key.trim()).filter(Boolean);
      const sourcesLine = hasSources ? lineAt(text, last.start) : headingLine;
      if (!hasSources) {
        error(
          headingLine,
          `the section "${names.at(-1)}" names no sources. End it with an empty line and a line "Sources: KEY, KEY".`,
        );
      } else if (sources.length === 0) {
        error(sourcesLine, 'the list of sources is empty. Name at least one key of sources.yaml.');
      }
      sections.push({ headings: names, line: headingLine, blocks: content, sources, sourcesLine });
    }
    blocks = [];
  };

  for (const node of tree.children) {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    if (node.type === 'heading') {
      close();
      headingLine = lineAt(text, start);
      if (node.depth === 1) error(headingLine, 'a heading "# …" would be a second title. Begin it with "##".');
      headings = [...headings.filter(({ depth }) => depth < node.depth), { depth: node.depth, text: toString(node) }];
    } else {
      blocks.push({ type: node.type, start, end });
    }
  }
  close();
  if (sections.length === 0)
    error(firstLine, 'the article has no section with text. Write "## A heading" and the text under it.');
  reportRepeatedHeadings(sections, error);
  return sections;
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function reportRepeatedHeadings(sections: readonly Section[], error: (line: number, message: string) => void): void {
  const seen = new Set<string>();
  for (const { headings, line } of sections) {
    const heading = headings.at(-1) ?? '';
    if (seen.has(heading))
      error(line, `a second section "${heading}". Give each section of an article a heading of its own.`);
    seen.add(heading);
  }
}

/** HTML would be shown as typed, and a link out of the corpus leads nowhere in a chat. */
function reportUnquotable(tree: Root, error: (line: number, message: string) => void): void {
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
