import type { MessageBody } from './message.js';
import type { Surface } from './parts.js';

/** A new message, or one in place of that with the button. Whether others see it is known before it is made, because deferring has to say so. */
export interface MessageResponse {
  readonly kind: 'reply' | 'update';
  readonly surface: Surface;
  readonly hidden: boolean;
  readonly body: () => MessageBody | Promise<MessageBody>;
}

/** What to do about an interaction: a value, decided before anything is sent. */
export type Response =
  | MessageResponse
  | { readonly kind: 'suggest'; readonly choices: readonly { readonly name: string; readonly value: string }[] }
  | { readonly kind: 'delete' };

/** A private reply. */
export function reply(surface: Surface, body: () => MessageBody | Promise<MessageBody>): MessageResponse {
  return { kind: 'reply', surface, hidden: true, body };
}
