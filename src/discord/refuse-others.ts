import type { APIInteraction } from 'discord.js';
import type { Desk } from './desk.js';
import { authorityOver } from './moderators.js';
import { note, NOTES } from './render-texts.js';
import { reply, type MessageResponse } from './response.js';

/**
 * The refusal for whoever may not decide about the corpus, or null for moderators. Every command, button, menu and completion of theirs asks this
 * first. It is told in private, logged and counted without a name; `step` names what was tried.
 */
export function refuseOthers(
  interaction: Pick<APIInteraction, 'member' | 'guild_id'>,
  step: string,
  desk: Desk,
): MessageResponse | null {
  const authority = authorityOver(interaction, desk.settings);
  if (authority === 'granted') return null;
  desk.metrics.moderation(step, 'refused');
  desk.log.warn({ kind: authority, event: step }, 'Something that only moderators may do was refused');
  return reply('corpus', () => note(authority === 'elsewhere' ? NOTES.elsewhere : NOTES.notAModerator));
}
