import { isFinal } from './api-error.js';
import type { Desk } from './desk.js';
import type { MessageBody } from './message.js';
import { reportFailure } from './report-failure.js';

/** Sends a message. One that Discord refuses is sent once more as text alone: the words matter most, and a notice most of all. */
export async function sendWhole<T>(
  send: (body: MessageBody) => Promise<T>,
  body: MessageBody,
  desk: Pick<Desk, 'log' | 'metrics'>,
): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (isFinal(error)) throw error;
    reportFailure(error, desk);
    return send({ ...body, components: [] });
  }
}
