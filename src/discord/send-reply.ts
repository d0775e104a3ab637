import type { Desk } from './desk.js';
import type { Incoming } from './incoming.js';
import { shorten } from './message.js';
import { reportFailure } from './report-failure.js';
import type { Reply } from './reply-to-message.js';
import { sendWhole } from './send-whole.js';

const MAX_THREAD_NAME = 100;

/** Where the answer to a message stands. */
export interface Place {
  readonly channel: string;
  readonly message: string;
}

/** Sends an answer: into a thread of its own where that is wanted and can be, else as a reply. */
export async function sendReply(message: Incoming, reply: Reply, nonce: string, desk: Desk): Promise<Place> {
  const { id, channel, asker, surface } = message;
  const { body, urgent } = reply;
  const inThread = await sendIntoThread(message, reply, nonce, desk);
  if (inThread) return inThread;
  try {
    return { channel, message: await sendWhole((whole) => desk.api.post(channel, whole, nonce, id), body, desk) };
  } catch (error) {
    if (!urgent || surface === 'direct') throw error;
    // A notice that may not stand in the channel goes to the member directly. Its buttons go by the message above them, which is not there.
    reportFailure(error, desk);
    const direct = await desk.api.openDirectChannel(asker);
    return { channel: direct, message: await desk.api.post(direct, { ...body, components: [] }, nonce) };
  }
}

/** A thread on the message, named after the article that answers and never after the question; null where none is wanted or can be opened. */
async function sendIntoThread(
  { id, channel, surface, threadOf }: Incoming,
  { body, topic }: Reply,
  nonce: string,
  desk: Desk,
): Promise<Place | null> {
  if (!desk.settings.threadPerQuestion || surface !== 'channel' || threadOf !== null || topic === null) return null;
  if (!desk.mayAnswerInThreads(channel)) return null;
  try {
    await desk.api.openThread(channel, id, shorten(topic, MAX_THREAD_NAME));
    return { channel: id, message: await sendWhole((whole) => desk.api.post(id, whole, nonce), body, desk) };
  } catch (error) {
    reportFailure(error, desk);
    return null;
  }
}
