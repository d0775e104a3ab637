import type { PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { EMOJI } from './emoji.js';

/** Text as HTML shows it letter for letter. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/**
 * Discord's Markdown as HTML. Discord reads line by line: quote mark first, then heading, small print or list; inside a line it agrees with
 * CommonMark as far as the bot's messages go.
 */
export function discordToHtml(content: string): string {
  const quoted = /^> ?/;
  return groupBy(content.split('\n'), (line) => quoted.test(line))
    .map(({ key, lines }) =>
      key
        ? `<blockquote>${linesToHtml(lines.map((line) => line.replace(quoted, '')))}</blockquote>`
        : linesToHtml(lines),
    )
    .join('');
}

function linesToHtml(lines: readonly string[]): string {
  return lines.map(lineToHtml).join('');
}

function lineToHtml(line: string): string {
  const [, mark = '', text = ''] = /^(#{1,3} |-# |\s*- |\s*\d{1,9}\. )?(.*)$/.exec(line)!;
  const html = inlineToHtml(text);
  if (mark.startsWith('#')) return `<h${mark.length - 1}>${html}</h${mark.length - 1}>`;
  if (mark === '-# ') return `<small>${html}</small>`;
  if (mark === '') return `<p>${html || '<br>'}</p>`;
  const indent = mark.length - mark.trimStart().length;
  return `<p class="item" style="margin-left:${indent * 0.5 + 1.2}em"><span>${mark.trim() === '-' ? '•' : mark.trim()}</span>${html}</p>`;
}

/** The inside of one line. It begins behind a word, so that nothing in it can be read as the start of a block. */
function inlineToHtml(text: string): string {
  const before = 'x ';
  const [paragraph] = fromMarkdown(before + text).children;
  if (paragraph?.type !== 'paragraph') return escapeHtml(text);
  return phrasing(paragraph.children).slice(before.length);
}

function phrasing(nodes: readonly PhrasingContent[]): string {
  return nodes.map(phrase).join('');
}

function phrase(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
      return withMentions(withEmoji(escapeHtml(node.value)));
    case 'strong':
      return `<b>${phrasing(node.children)}</b>`;
    case 'emphasis':
      return `<i>${phrasing(node.children)}</i>`;
    case 'inlineCode':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'html':
      return escapeHtml(node.value);
    case 'link':
      return `<a href="${escapeHtml(node.url)}">${phrasing(node.children)}</a>`;
    default:
      throw new Error(
        `A message holds a ${node.type}, which the preview does not draw. Add it to discord-markdown.ts.`,
      );
  }
}

function withEmoji(html: string): string {
  return [...EMOJI].reduce((text, [sign, picture]) => text.replaceAll(sign, picture), html);
}

/** Moments in the reader's own time and members by their names, as Discord fills them in. */
function withMentions(html: string): string {
  return html
    .replace(/&lt;t:(\d+):([a-z])>/gi, (_, seconds: string, style: string) => {
      const day = new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
      return `<code>${style === 'R' ? '3 days ago' : day}</code>`;
    })
    .replace(/&lt;@\d+>/g, '<code>@Kim</code>');
}

/** Neighbours with the same key together. */
function groupBy(lines: readonly string[], keyOf: (line: string) => boolean): { key: boolean; lines: string[] }[] {
  const groups: { key: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const key = keyOf(line);
    const last = groups.at(-1);
    if (last?.key === key) last.lines.push(line);
    else groups.push({ key, lines: [line] });
  }
  return groups;
}
