import type { APIInteraction } from 'discord.js';
import type { Desk } from './desk.js';
import { explain } from './explain.js';
import { message, type MessageBody } from './message.js';
import { Progress } from './progress.js';
import { note } from './render-texts.js';
import { reportFailure } from './report-failure.js';
import type { WorkResponse } from './response.js';
import { sendWhole } from './send-whole.js';
import { tellModerators } from './tell-moderators.js';

/** Discord takes edits of a reply for 15 minutes; what will come after that is said a little before. Milliseconds. */
const FORETOLD_AFTER = 13 * 60_000;

/** Does work that may take minutes, and shows how far it is. */
export async function doWork(
  response: WorkResponse,
  interaction: APIInteraction,
  arrived: number,
  desk: Desk,
): Promise<void> {
  const { api, metrics } = desk;
  await api.defer(interaction, response.inPlace, true);
  metrics.latency('acknowledged', 'corpus', performance.now() - arrived);
  const progress = new Progress(
    (text) => api.editOriginal(interaction, note(withForecast(text, performance.now() - arrived))),
    (error) => {
      reportFailure(error, desk);
    },
  );
  const body = await resultOf(response, progress, desk);
  await progress.end();
  try {
    await sendWhole((whole) => api.editOriginal(interaction, whole), body, desk);
    metrics.latency('answered', 'corpus', performance.now() - arrived);
  } catch (error) {
    reportFailure(error, desk);
    await tellModerators(message(response.late, { hidden: false }), interaction.id, desk);
  }
}

/** From some time on, how the end will be told. */
export function withForecast(text: string, milliseconds: number): string {
  if (milliseconds < FORETOLD_AFTER) return text;
  return `${text}\nDiscord takes no more words here soon: then **/corpus status** shows the outcome.`;
}

async function resultOf({ run, step }: WorkResponse, progress: Progress, desk: Desk): Promise<MessageBody> {
  try {
    const body = await run((text) => {
      progress.tell(text);
    });
    desk.metrics.moderation(step, 'done');
    return body;
  } catch (error) {
    desk.metrics.moderation(step, 'failed');
    return explain(error, step, desk);
  }
}
