import type { APIInteraction } from 'discord.js';
import { failureKind } from './api-error.js';
import { fitChoices } from './choices.js';
import type { Desk } from './desk.js';
import { doWork } from './do-work.js';
import type { MessageBody } from './message.js';
import { note, NOTES } from './render-texts.js';
import { reportFailure } from './report-failure.js';
import type { MessageResponse, Response } from './response.js';
import { sendWhole } from './send-whole.js';
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
        await desk.api.defer(interaction, true, true);
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
  const { kind, surface, hidden } = response;
  const { api } = desk;
  const inPlace = kind === 'update';
  const latency = (stage: 'acknowledged' | 'answered') => {
    desk.metrics.latency(stage, surface, performance.now() - arrived);
  };
  const work = bodyOf(response, desk);
  const body = await waitFor(work, DEFER_AFTER - (performance.now() - arrived));
  if (body !== null) {
    await sendWhole((whole) => (inPlace ? api.update : api.reply)(interaction, whole), body, desk);
    latency('acknowledged');
  } else {
    await api.defer(interaction, inPlace, hidden);
    latency('acknowledged');
    await sendWhole((whole) => api.editOriginal(interaction, whole), await work, desk);
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
