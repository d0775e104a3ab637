import { ButtonStyle, ComponentType, MessageFlags, type APIButtonComponentWithCustomId } from 'discord.js';
import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js';
import { encode, type Action } from './action.js';

/** Characters of content that Discord takes from a bot. */
export const MAX_CONTENT = 2000;
const MAX_LABEL = 80;
const MAX_BUTTONS = 5;
const MAX_OPTION = 100;
const MAX_OPTIONS = 25;

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A message in the form of Discord's API: what leaves the bot, word for word. */
export interface MessageBody {
  readonly content: string;
  readonly components: Row[];
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: [] };
}

/** A message. Its links never unfold and it never pings. `hidden`: only the member who asked sees it. */
export function message(
  content: string,
  { hidden, rows = [] }: { hidden: boolean; rows?: readonly Row[] },
): MessageBody {
  return {
    content,
    components: [...rows],
    flags: MessageFlags.SuppressEmbeds | (hidden ? MessageFlags.Ephemeral : 0),
    allowed_mentions: { parse: [] },
  };
}

/** The same message without one of its flags: not every request may carry each. */
export function withoutFlag({ flags, ...body }: MessageBody, flag: MessageFlags): MessageBody {
  return { ...body, flags: flags & ~flag };
}

/** A button that does an action. Labels that are titles can be too long; the end then shows that they are. */
export function button(
  label: string,
  action: Action,
  {
    style = ButtonStyle.Secondary,
    disabled = false,
  }: { style?: APIButtonComponentWithCustomId['style']; disabled?: boolean } = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style,
    label: shorten(label, MAX_LABEL),
    custom_id: encode(action),
    ...(disabled && { disabled }),
  };
}

/** Buttons side by side; none gives no row. */
export function row(buttons: readonly (APIButtonComponentWithCustomId | null)[]): Row[] {
  const components = buttons.filter((one) => one !== null).slice(0, MAX_BUTTONS);
  return components.length > 0 ? [{ type: ComponentType.ActionRow, components }] : [];
}

/** A menu to choose one option of; those beyond Discord's limit are left out. */
export function menu(
  placeholder: string,
  action: Action,
  options: readonly { readonly label: string; readonly value: string }[],
): Row {
  const shown = options.slice(0, MAX_OPTIONS).map(({ label, value }) => ({ label: shorten(label, MAX_OPTION), value }));
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, custom_id: encode(action), placeholder, options: shown }],
  };
}

/** A text that fits a label or a choice. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
