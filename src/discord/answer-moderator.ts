import type { Desk } from './desk.js';
import { explain } from './explain.js';
import type { MessageBody } from './message.js';
import { reply, type MessageResponse } from './response.js';

/** A private reply to a moderator; what cannot be done is explained in it. */
export function answerModerator(
  step: string,
  desk: Desk,
  body: () => MessageBody | Promise<MessageBody>,
): MessageResponse {
  return reply('corpus', async () => {
    try {
      const made = await body();
      desk.metrics.moderation(step, 'done');
      return made;
    } catch (error) {
      desk.metrics.moderation(step, 'failed');
      return explain(error, step, desk);
    }
  });
}
