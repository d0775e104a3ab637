import {
  ApplicationCommandOptionType,
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
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

/** The subcommand that was used, with its options; one without a name where there is none. */
export function subcommandOf(options: Options | undefined): { readonly name: string; readonly options: Options } {
  const [option] = options ?? [];
  if (option?.type !== ApplicationCommandOptionType.Subcommand) return { name: 'none', options: [] };
  return { name: option.name, options: option.options ?? [] };
}

/** The file that was attached to an option. */
export function fileOption(
  options: Options | undefined,
  name: string,
  attachments: Readonly<Record<string, APIAttachment>> | undefined,
): APIAttachment | undefined {
  const option = options?.find((one) => one.name === name);
  return option?.type === ApplicationCommandOptionType.Attachment ? attachments?.[option.value] : undefined;
}

/** The option that is being typed into. */
export function focusedOption(options: Options | undefined): string | undefined {
  return options?.find((one) => 'focused' in one && one.focused)?.name;
}

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
