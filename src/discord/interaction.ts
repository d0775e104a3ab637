import {
  ApplicationCommandOptionType,
  type APIApplicationCommandInteractionDataOption,
  type APIInteraction,
  type InteractionType,
} from 'discord.js';

/** The member's id, in a server or in direct messages. */
export function memberOf({ member, user }: Pick<APIInteraction, 'member' | 'user'>): string {
  return (member?.user ?? user)!.id;
}

type Options = readonly APIApplicationCommandInteractionDataOption<
  InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>[];

/** What was typed into an option. */
export function textOption(options: Options | undefined, name: string): string | undefined {
  const option = options?.find((one) => one.name === name);
  return option?.type === ApplicationCommandOptionType.String ? option.value : undefined;
}

/** Whether an option was set to true. */
export function flagOption(options: Options | undefined, name: string): boolean {
  const option = options?.find((one) => one.name === name);
  return option?.type === ApplicationCommandOptionType.Boolean && option.value;
}
