import type { APIAttachment } from 'discord-api-types/v10';
import { makeId } from './ids.js';

export interface AttachmentPlan {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType?: string;
  /** What Discord is made to say of it, which is not so: another size or address. */
  readonly claims?: { readonly size?: number; readonly url?: string };
}

/** A file as it is served. */
export interface Stored {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Files beside messages and interactions, served where Discord's CDN would serve them. */
export class Attachments {
  /** Address of the server, known once it listens. */
  base = '';
  readonly #files = new Map<string, Stored>();

  add(
    channelId: string,
    { name, content, contentType = 'text/plain; charset=utf-8', claims = {} }: AttachmentPlan,
  ): APIAttachment {
    const id = makeId();
    const bytes = Buffer.from(content);
    const path = `/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
    this.#files.set(path, { bytes, contentType });
    const url = this.base + path;
    return { id, filename: name, size: bytes.length, url, proxy_url: url, content_type: contentType, ...claims };
  }

  find(path: string): Stored | undefined {
    return this.#files.get(path);
  }
}
