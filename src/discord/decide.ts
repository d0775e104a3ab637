import { InteractionType, type APIInteraction } from 'discord.js';
import { decideCommand, decideSuggestions } from './decide-command.js';
import { decideComponent } from './decide-component.js';
import type { Desk } from './desk.js';
import type { Response } from './response.js';

/** What to do about an interaction; null for a kind that this bot never asked for. */
export function decide(interaction: APIInteraction, desk: Desk): Response | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return decideCommand(interaction, desk);
    case InteractionType.ApplicationCommandAutocomplete:
      return decideSuggestions(interaction, desk);
    case InteractionType.MessageComponent:
      return decideComponent(interaction, desk);
    default:
      return null;
  }
}
