import type { APIInteraction } from 'discord.js';
import { acknowledge } from './acknowledge.js';
import { CODES, failureKind, isRefusal } from './api-error.js';
import { fitChoices } from './choices.js';
import type { Desk } from './desk.js';
import { doWork } from './do-work.js';
import type { MessageBody } from './message.js';
import { note, NOTES } from './render-texts.js';
import { reportFailure } from './report-failure.js';
import type { MessageResponse, Response } from './response.js';
import { waitFor } from './wait-for.js';

/** Discord waits three seconds. An answer that is not there by half of that is announced, and edited in when it comes. */
const DEFER_AFTER = 1500;

/** Sends what was decided. Resolves when everything is done; failures are counted and logged, never thrown. */
export async function carryOut(
  response: Response,
  interaction: APIInteraction,
  arrived: number,
  desk: Desk,
): Promise<void> {
  try {
    switch (response.kind) {
      case 'suggest':
        await desk.api.suggest(interaction, fitChoices(await response.choices()));
        return;
      case 'work':
        await doWork(response, interaction, arrived, desk);
        return;
      case 'delete':
        await desk.api.deferUpdate(interaction);
        await desk.api.deleteOriginal(interaction);
        return;
      default:
        await sendMessage(response, interaction, arrived, desk);
    }
  } catch (error) {
    reportFailure(error, desk);
  }
}

async function sendMessage(
  response: MessageResponse,
  interaction: APIInteraction,
  arrived: number,
  desk: Desk,
): Promise<void> {
  const { surface } = response;
  const latency = (stage: 'acknowledged' | 'answered') => {
    desk.metrics.latency(stage, surface, performance.now() - arrived);
  };
  const work = bodyOf(response, desk);
  const body = await waitFor(work, DEFER_AFTER - (performance.now() - arrived));
  if (body !== null) {
    await sendAtOnce(response, body, interaction, desk);
    latency('acknowledged');
  } else {
    await acknowledge(response.kind === 'update', response.hidden, interaction, desk);
    latency('acknowledged');
    await desk.api.editOriginal(interaction, await work);
  }
  latency('answered');
}

/** The message; where none can be made, the words that say so. */
async function bodyOf({ body, surface }: MessageResponse, desk: Desk): Promise<MessageBody> {
  try {
    return await body();
  } catch (error) {
    desk.log.error({ kind: failureKind(error), err: error }, 'An answer could not be made');
    desk.metrics.failure(failureKind(error));
    desk.metrics.question(surface, 'failed');
    return note(NOTES.failed);
  }
}

/** A reply that Discord refuses is sent once more as text alone: the words matter most, and a notice most of all. */
async function sendAtOnce(
  { kind }: MessageResponse,
  body: MessageBody,
  interaction: APIInteraction,
  desk: Desk,
): Promise<void> {
  const send = (message: MessageBody) =>
    kind === 'update' ? desk.api.update(interaction, message) : desk.api.reply(interaction, message);
  try {
    await send(body);
  } catch (error) {
    // A repeated request whose first try had arrived.
    if (isRefusal(error, CODES.alreadyAcknowledged)) return;
    if (isRefusal(error, CODES.unknownInteraction)) throw error;
    reportFailure(error, desk);
    await send({ ...body, components: [] });
  }
}
