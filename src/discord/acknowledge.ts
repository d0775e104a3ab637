import type { APIInteraction } from 'discord.js';
import { CODES, isRefusal } from './api-error.js';
import type { Desk } from './desk.js';

/** Says that an answer will come: in place of the message with the button, or as a message that may be for one member alone. */
export async function acknowledge(
  inPlace: boolean,
  hidden: boolean,
  interaction: APIInteraction,
  { api }: Pick<Desk, 'api'>,
): Promise<void> {
  try {
    await (inPlace ? api.deferUpdate(interaction) : api.deferReply(interaction, hidden));
  } catch (error) {
    // A repeated request whose first try had arrived.
    if (!isRefusal(error, CODES.alreadyAcknowledged)) throw error;
  }
}
