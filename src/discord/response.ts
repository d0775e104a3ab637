import type { Choice } from './choices.js';
import type { MessageBody } from './message.js';
import type { Surface } from './parts.js';

/** A new message, or one in place of that with the button. Whether others see it is known before it is made, because deferring has to say so. */
export interface MessageResponse {
  readonly kind: 'reply' | 'update';
  readonly surface: Surface;
  readonly hidden: boolean;
  readonly body: () => MessageBody | Promise<MessageBody>;
}

/** Work that may take minutes. It is announced at once, how far it is stands in the reply, and its end comes there too. */
export interface WorkResponse {
  readonly kind: 'work';
  /** In place of the message with the button. */
  readonly inPlace: boolean;
  /** What it is called in measurements. */
  readonly step: string;
  readonly run: (tell: (text: string) => void) => Promise<MessageBody>;
  /** Said in the moderators' channel where the end comes too late for Discord to take it in the reply. */
  readonly late: string;
}

/** What to do about an interaction: a value, decided before anything is sent. */
export type Response =
  | MessageResponse
  | WorkResponse
  | { readonly kind: 'suggest'; readonly choices: () => readonly Choice[] | Promise<readonly Choice[]> }
  | { readonly kind: 'delete' };

/** A private reply. */
export function reply(surface: Surface, body: () => MessageBody | Promise<MessageBody>): MessageResponse {
  return { kind: 'reply', surface, hidden: true, body };
}
