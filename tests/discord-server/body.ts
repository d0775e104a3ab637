import type { AttachmentPlan } from './attachments.js';

/** What a request brought along: its JSON, and the files beside it. */
export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly AttachmentPlan[];
}

/** Reads JSON, or a form with `payload_json` and `files[n]`. */
export async function parseBody(contentType: string, bytes: Buffer): Promise<RequestBody> {
  if (!bytes.length) return { json: undefined, files: [] };
  if (!contentType.startsWith('multipart/form-data')) return { json: JSON.parse(bytes.toString()), files: [] };
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- discouraged where strangers send; here only the bot does
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const files: AttachmentPlan[] = [];
  for (const value of form.values()) {
    if (typeof value === 'string') continue;
    files.push({ name: value.name, content: new Uint8Array(await value.arrayBuffer()), contentType: value.type });
  }
  const payload = form.get('payload_json');
  return { json: typeof payload === 'string' ? JSON.parse(payload) : {}, files };
}
