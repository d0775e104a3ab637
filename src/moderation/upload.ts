import { decodeText } from '../corpus/corpus-files.js';
import { RefusedError } from './refused-error.js';
import { ARTICLE_TEMPLATE } from './template.js';

/** A file that somebody sent: its name and its bytes as they came. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Largest file that is taken, in bytes: the longest article has about 12 kB. */
export const MAX_UPLOAD_BYTES = 64 * 1024;
const MAX_ID = 60;
const NAME = /^(?<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?:md|txt)$/;
/** Names that mean a device on Windows, whatever stands behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
/** Longest paragraph, in characters. Markdown takes a time that grows with its square: 93 s for 60,000 hostile characters, 0.2 s for these. */
const MAX_PARAGRAPH = 3000;
const BINARY = /(?![\t\n\r])\p{Cc}/u;

/** The id that an article gets of its file's name. @throws {RefusedError} for a name that is none */
export function idOfUpload(name: string): string {
  const id = NAME.exec(name)?.groups?.id;
  if (id !== undefined && id.length <= MAX_ID && !DEVICE.test(id)) return id;
  throw new RefusedError(
    `This file name cannot be an article's. Use small letters, digits and hyphens, at most ${MAX_ID} of them, and ".md" or ".txt" at the end: "coming-off-safely.md".`,
  );
}

/**
 * The text of an upload as it would stand in the corpus folder: UTF-8 without a byte order mark, line ends as `\n`.
 * @throws {RefusedError} for what is no text with front matter
 */
export function textOfUpload({ name, bytes }: Upload): string {
  if (!/\.(?:md|txt)$/.test(name)) throw new RefusedError('Only files that end with ".md" or ".txt" are taken.');
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    throw new RefusedError(
      `The file has ${bytes.byteLength} bytes; at most ${MAX_UPLOAD_BYTES} are taken. Split it into articles of 200 to 700 words.`,
    );
  }
  const text = decode(bytes).trimEnd();
  if (BINARY.test(text)) throw new RefusedError('This is no text file: it holds characters that no text has.');
  const end = text.startsWith('---\n') ? text.indexOf('\n---', 3) : -1;
  if (end === -1) {
    throw new RefusedError(
      `The file has no front matter between two lines "---". Fill in this template:\n\n${ARTICLE_TEMPLATE}`,
    );
  }
  if (
    text
      .slice(end)
      .split(/\n\s*\n/)
      .some((paragraph) => paragraph.length > MAX_PARAGRAPH)
  ) {
    throw new RefusedError(
      `A paragraph is longer than ${MAX_PARAGRAPH} characters. Passages of at most 900 can be quoted: put empty lines between them.`,
    );
  }
  return `${text}\n`;
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeText(bytes, { fatal: true });
  } catch (cause) {
    throw new RefusedError('The file is not UTF-8. Save it as a text file in UTF-8.', { cause });
  }
}
