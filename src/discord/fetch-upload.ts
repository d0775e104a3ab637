import type { APIAttachment } from 'discord.js';
import { RefusedError } from '../moderation/refused-error.js';
import { MAX_UPLOAD_BYTES, type Upload } from '../moderation/upload.js';

/** Where Discord keeps files. */
const CDN = 'https://cdn.discordapp.com';

/**
 * Fetches a file that a moderator attached: from Discord's own store alone (or from beside `apiUrl` where that is another address), without the
 * bot's token, without following it elsewhere, and never more bytes than an article may have, whatever was said of its size. After `patienceMs` it is
 * given up, however much has come by then.
 * @throws {RefusedError} for the moderator
 */
export async function fetchUpload(
  attachment: Pick<APIAttachment, 'url' | 'filename' | 'size'> | undefined,
  apiUrl: string | null,
  patienceMs: number,
): Promise<Upload> {
  if (!attachment) throw notFetched();
  const { url, filename, size } = attachment;
  if (size > MAX_UPLOAD_BYTES) throw tooLarge();
  const origins = [CDN, ...(apiUrl === null ? [] : [new URL(apiUrl).origin])];
  if (!URL.canParse(url) || !origins.includes(new URL(url).origin))
    throw new RefusedError(
      'The file is not where Discord keeps files, so it was not fetched. Attach it to the command.',
    );
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw notFetched();
    return { name: filename, bytes: await readLimited(response) };
  } catch (error) {
    throw error instanceof RefusedError ? error : notFetched(error);
  }
}

async function readLimited({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the download.
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > MAX_UPLOAD_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooLarge = () =>
  new RefusedError(
    `The file is larger than ${MAX_UPLOAD_BYTES / 1024} KiB. Divide it into several articles, one subject each.`,
  );

const notFetched = (cause?: unknown) =>
  new RefusedError('Discord did not hand over the file. Please try the command again.', { cause });
