import type { Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import type { CorpusFile } from '../corpus/corpus-files.js';
import { parseFrontMatter, type FrontMatter } from '../corpus/front-matter.js';
import type { Report } from '../corpus/problem.js';
import { lineAt } from '../corpus/sections.js';

const LEADS_OUT = 'this leads out of the corpus. Name the source in the "Sources:" line of the section instead.';

/** What a text from a chat may not hold anywhere, and what to do about it. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/@everyone|@here|<@|<#|<id:/giu, 'this would call members or name channels. Leave it out.'],
  [/<[a-z!/?]/giu, 'HTML is not shown in a chat. Write it as plain Markdown.'],
  [/&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/giu, 'this stands for another character. Write the character itself.'],
  [/https?:|www\.|discord\.gg|\bdiscord(?:app)?\.com/giu, LEADS_OUT],
  [/[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, 'this line holds an invisible character. Delete it.'],
];

/** Longest texts of an article from a chat, in characters: what is longer leaves no room for a quote in a message. */
const MAX_TITLE = 100;
const MAX_SUMMARY = 300;
const MAX_QUESTION = 200;
/** More questions than this would draw members' questions away from every other article. The longest list of the corpus has about 20. */
const MAX_QUESTIONS = 60;

/** What an article from a chat may not hold although its authors may. The checks of the whole corpus come on top. */
export function checkUpload(file: CorpusFile, report: Report): void {
  const error = (line: number, message: string) => {
    report({ file: file.file, line, message, severity: 'error' });
  };
  for (const [pattern, message] of FORBIDDEN) {
    const lines = new Set(Array.from(file.text.matchAll(pattern), ({ index }) => lineAt(file.text, index)));
    for (const line of lines) error(line, message);
  }
  const parsed = parseFrontMatter(file, () => undefined);
  if (!parsed) return;
  const { value, lineOf } = parsed.frontMatter;
  for (const [place, message] of overlong(value)) error(lineOf(place), message);
  const linesBefore = lineAt(file.text, parsed.bodyStart) - 1;
  const visit = (node: Root | RootContent) => {
    const line = linesBefore + (node.position?.start.line ?? 1);
    if (LINKS.has(node.type)) error(line, LEADS_OUT);
    if (node.type === 'heading' && toString(node).length > MAX_TITLE)
      error(line, `a heading longer than ${MAX_TITLE} characters. Shorten it.`);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(file.text.slice(parsed.bodyStart)));
}

const LINKS: ReadonlySet<string> = new Set(['link', 'linkReference', 'definition']);

/** What is too long or too much in the front matter, with its place there. */
function* overlong({ title, summary, questions }: FrontMatter): Generator<readonly [PropertyKey[], string]> {
  const tooLong = (text: string, most: number) => text.length > most || text.includes('\n');
  const remedy = (most: number) => `longer than one line of ${most} characters. Shorten it.`;
  if (tooLong(title, MAX_TITLE)) yield [['title'], remedy(MAX_TITLE)];
  if (tooLong(summary, MAX_SUMMARY)) yield [['summary'], remedy(MAX_SUMMARY)];
  for (const [at, question] of questions.entries()) {
    const text = typeof question === 'string' ? question : question.ask;
    if (tooLong(text, MAX_QUESTION)) yield [['questions', at], remedy(MAX_QUESTION)];
  }
  if (questions.length > MAX_QUESTIONS)
    yield [['questions'], `${questions.length} questions; at most ${MAX_QUESTIONS} are taken.`];
}
