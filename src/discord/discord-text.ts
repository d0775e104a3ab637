import type { Definition, List, Nodes, Parents, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';

/** Controls, line separators and marks that turn the direction of writing. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** What Discord reads as markup wherever it stands. `(` needs none: without `[` before it, it means nothing. */
const MARKUP = /[\\*_~`|[\]<]/g;
/** What it reads as a heading, small print, a list or a quote at the start of a line. */
const LINE_START = /^([ \t]*)(?:([#>+-])|(\d{1,9})([.)]))/gm;
/** An address, without the punctuation that ends the sentence around it. */
const ADDRESS = /https:\/\/[^\s<>"']{0,500}[^\s<>"'.,:;!?)\]]/g;

/** A text of any origin on one line, shown letter for letter: it cannot format, mention or link anything. */
export function plain(text: string): string {
  return escape(text.replace(/\s+/g, ' ').trim());
}

/** Markdown of the corpus as Discord shows it: emphasis, lists and links as the author meant them, everything else letter for letter. */
export function discordText(markdown: string): string {
  const tree = fromMarkdown(markdown.replace(UNSEEN, ' '));
  return blocks(tree, definitionsOf(tree)).trim();
}

/** Every line behind the quote mark: nothing in a text can end its quote. */
export function blockQuote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

function escape(text: string): string {
  return partMentions(text.replace(UNSEEN, ' '))
    .replace(MARKUP, '\\$&')
    .replace(LINE_START, (_, indent: string, mark?: string, number?: string, dot?: string) =>
      mark === undefined ? `${indent}${number!}\\${dot!}` : `${indent}\\${mark}`,
    );
}

/** Discord finds mentions before it looks at backslashes and code, so "@" is parted from what follows it by a space without width. */
const partMentions = (text: string): string => text.replaceAll('@', '@\u200b');

type Definitions = ReadonlyMap<string, string>;

function definitionsOf({ children }: Root): Definitions {
  const definitions = children.filter((node): node is Definition => node.type === 'definition');
  return new Map(definitions.map(({ identifier, url }) => [identifier, url]));
}

function blocks({ children }: Parents, definitions: Definitions, between = '\n\n'): string {
  return children
    .map((node) => block(node, definitions))
    .filter(Boolean)
    .join(between);
}

function block(node: Nodes, definitions: Definitions): string {
  switch (node.type) {
    case 'paragraph':
      return inline(node.children, definitions);
    case 'heading':
      return `**${inline(node.children, definitions)}**`;
    case 'list':
      return list(node, definitions);
    case 'blockquote':
      return blocks(node, definitions);
    case 'definition':
    case 'thematicBreak':
      return '';
    default:
      return escape(toString(node) || ('value' in node ? node.value : ''));
  }
}

function list({ children, ordered, start }: List, definitions: Definitions): string {
  return children
    .map((item, at) => {
      const mark = ordered ? `${(start ?? 1) + at}. ` : '- ';
      return mark + blocks(item, definitions, '\n').replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function inline(nodes: readonly PhrasingContent[], definitions: Definitions): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return textWithAddresses(node.value.replaceAll('\n', ' '));
        case 'emphasis':
          return `*${inline(node.children, definitions)}*`;
        case 'strong':
          return `**${inline(node.children, definitions)}**`;
        case 'break':
          return '\n';
        case 'inlineCode':
          return node.value.includes('`')
            ? escape(node.value)
            : `\`${partMentions(node.value.replaceAll('\n', ' '))}\``;
        case 'link':
          return link(node.children, node.url, definitions);
        case 'linkReference':
          return link(node.children, definitions.get(node.identifier) ?? '', definitions);
        default:
          return escape(toString(node) || ('value' in node ? node.value : ''));
      }
    })
    .join('');
}

function link(label: readonly PhrasingContent[], url: string, definitions: Definitions): string {
  const address = safeAddress(url);
  const words = inline(label, definitions);
  if (address === null) return words;
  return words === '' || words === `<${address}>` ? `<${address}>` : `[${words}](<${address}>)`;
}

/** Plain addresses stay whole, in the brackets that keep Discord from unfolding them. */
function textWithAddresses(text: string): string {
  let shown = '';
  let at = 0;
  for (const { 0: url, index } of text.matchAll(ADDRESS)) {
    const address = safeAddress(url);
    if (address === null) continue;
    shown += `${escape(text.slice(at, index))}<${address}>`;
    at = index + url.length;
  }
  return shown + escape(text.slice(at));
}

/** An https address without characters that could end the link around it, or null. */
export function safeAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href, username, password } = new URL(url);
  if (protocol !== 'https:' || username || password) return null;
  return href.replace(/[<>()\\`*~|[\]@]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
