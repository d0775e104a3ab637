import {
  MessageFlags,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIApplicationCommandOptionChoice,
} from 'discord-api-types/v10';
import type { Problem } from './api-error.js';
import { checkParts, checkRows, findRepeated } from './component-limits.js';
import { collectText, walkComponents, type Part } from './components.js';

/** What a bot may send as a message, by any route. */
export interface SentMessage {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly APIMessageTopLevelComponent[] | null;
  readonly flags?: number | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null;
  readonly allowed_mentions?: AllowedMentions | null;
}

export interface AllowedMentions {
  readonly parse?: readonly string[] | null;
  readonly users?: readonly string[] | null;
  readonly roles?: readonly string[] | null;
  readonly replied_user?: boolean | null;
}

/** In UTF-16 units: whether Discord counts these or characters is not documented, and this is the stricter reading. */
const CONTENT = 2_000;
const EMBEDS = 6_000;
const TEXT_DISPLAYS = 4_000;
const COMPONENTS = 40;
/** What members read of a choice. */
const LABEL = 100;
const CHOICES = 25;
const MODAL_PARTS = 5;

const problem = (at: string, code: string, message: string): Problem => ({ at, code, message });

/** The documented limits of a message that Discord's description does not hold. `wasV2`: an edit of such a message. */
export function checkMessage(message: SentMessage, wasV2 = false): Problem[] {
  const v2 = wasV2 || ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const components = message.components ?? [];
  return [
    ...checkContent(message.content ?? ''),
    ...checkEmbeds(message.embeds ?? []),
    ...checkMentions(message.allowed_mentions ?? {}),
    ...checkParts(components),
    ...(v2 ? checkV2(message) : checkRows(components)),
  ];
}

function checkContent(content: string): Problem[] {
  if (content.length <= CONTENT) return [];
  return [
    problem('content', 'BASE_TYPE_MAX_LENGTH', `Must be ${CONTENT} or fewer in length (it is ${content.length}).`),
  ];
}

function checkEmbeds(embeds: readonly APIEmbed[]): Problem[] {
  const size = embeds.reduce((sum, embed) => sum + countEmbed(embed), 0);
  if (size <= EMBEDS) return [];
  return [problem('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embeds hold ${size} characters, more than ${EMBEDS}.`)];
}

function countEmbed({ title = '', description = '', fields = [], footer, author }: APIEmbed): number {
  const texts = [title, description, footer?.text ?? '', author?.name ?? ''];
  return [...texts, ...fields.flatMap(({ name, value }) => [name, value])].join('').length;
}

function checkMentions({ parse, users, roles }: AllowedMentions): Problem[] {
  const both = (kind: string, ids: readonly string[] | null | undefined) =>
    parse?.includes(kind) && ids?.length
      ? [
          problem(
            'allowed_mentions',
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            `parse names ${kind}, and ${kind} are listed`,
          ),
        ]
      : [];
  return [...both('users', users), ...both('roles', roles)];
}

function checkV2({ content, embeds, poll, sticker_ids: stickers, components }: SentMessage): Problem[] {
  const legacy = Object.entries({ content, embeds: embeds?.length, poll, sticker_ids: stickers?.length });
  const used = legacy.filter(([, value]) => Boolean(value)).map(([name]) => name);
  const parts = walkComponents(components ?? []);
  const text = collectText(components ?? []).join('').length;
  return [
    ...used.map((name) =>
      problem(name, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', `${name} beside components V2`),
    ),
    ...(parts.length > COMPONENTS
      ? [
          problem(
            'components',
            'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            `${parts.length} components, more than ${COMPONENTS}`,
          ),
        ]
      : []),
    ...(text > TEXT_DISPLAYS
      ? [
          problem(
            'components',
            'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            `${text} characters of text, more than ${TEXT_DISPLAYS}`,
          ),
        ]
      : []),
  ];
}

export function checkChoices(choices: readonly APIApplicationCommandOptionChoice[]): Problem[] {
  const tooLong = ({ name, value }: APIApplicationCommandOptionChoice) =>
    name.length < 1 || name.length > LABEL || (typeof value === 'string' && (!value.length || value.length > LABEL));
  return [
    ...(choices.length > CHOICES
      ? [problem('data.choices', 'BASE_TYPE_BAD_LENGTH', `${choices.length} choices, more than ${CHOICES}`)]
      : []),
    ...choices
      .filter(tooLong)
      .map(({ name }) =>
        problem(
          'data.choices',
          'BASE_TYPE_BAD_LENGTH',
          `name and value of "${name}" must have 1 to ${LABEL} characters`,
        ),
      ),
  ];
}

export function checkModal({ components }: APIModalInteractionResponseCallbackData): Problem[] {
  const parts = walkComponents(components as unknown as APIMessageTopLevelComponent[]);
  const labelled = components.flatMap((part) => ('component' in part ? [part.component as unknown as Part] : []));
  return [
    ...(components.length > MODAL_PARTS
      ? [problem('data.components', 'BASE_TYPE_BAD_LENGTH', `${components.length} parts, more than ${MODAL_PARTS}`)]
      : []),
    ...findRepeated([...parts, ...labelled], 'custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED'),
  ];
}
