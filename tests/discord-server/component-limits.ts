import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Problem } from './api-error.js';
import { walkComponents, type Part } from './components.js';

const ROWS = 5;
const BUTTONS_A_ROW = 5;
const OPTIONS = 25;
/** Of a menu's option: label, value and description. */
const LABEL = 100;

const problem = (at: string, code: string, message: string): Problem => ({ at, code, message });

/** What a message without components V2 may consist of. */
export function checkRows(components: readonly APIMessageTopLevelComponent[]): Problem[] {
  const wrong = components.filter(({ type }) => type !== ComponentType.ActionRow);
  return [
    ...wrong.map(({ type }) =>
      problem('components', 'COMPONENT_TYPE_INVALID', `type ${type} needs the flag IS_COMPONENTS_V2`),
    ),
    ...(components.length > ROWS
      ? [problem('components', 'BASE_TYPE_BAD_LENGTH', `${components.length} rows, more than ${ROWS}`)]
      : []),
  ];
}

/** Buttons, menus and rows, each by itself, and ids that are used twice. */
export function checkParts(components: readonly APIMessageTopLevelComponent[]): Problem[] {
  const parts = walkComponents(components);
  return [
    ...parts.flatMap(checkPart),
    ...findRepeated(parts, 'custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED'),
    ...findRepeated(parts, 'id', 'COMPONENT_ID_DUPLICATED'),
  ];
}

export function findRepeated(parts: readonly Part[], field: 'custom_id' | 'id', code: string): Problem[] {
  const values = parts.map((part) => (part as unknown as Record<string, unknown>)[field]).filter(Boolean);
  const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return Array.from(repeated, (value) => problem('components', code, `${field} ${String(value)} is used twice`));
}

function checkPart(part: Part): Problem[] {
  if (part.type === ComponentType.ActionRow) return checkRow(part.components);
  if (part.type === ComponentType.Button) return checkButton(part as unknown as Record<string, unknown>);
  if (part.type === ComponentType.StringSelect) return checkMenu(part);
  if (part.type === ComponentType.Section) {
    return part.components.length > 3
      ? [problem('components', 'BASE_TYPE_BAD_LENGTH', 'a section holds 1 to 3 texts')]
      : [];
  }
  return [];
}

function checkRow(parts: readonly Part[]): Problem[] {
  const buttons = parts.filter(({ type }) => type === ComponentType.Button).length;
  if (buttons === parts.length && buttons >= 1 && buttons <= BUTTONS_A_ROW) return [];
  if (buttons === 0 && parts.length === 1) return [];
  const message = `a row holds 1 to ${BUTTONS_A_ROW} buttons or one menu, this one ${buttons} of ${parts.length} parts as buttons`;
  return [problem('components', 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message)];
}

function checkButton({ style, url, custom_id: id, label, emoji, sku_id: sku }: Record<string, unknown>): Problem[] {
  const name = JSON.stringify(label ?? id ?? url);
  if (style === ButtonStyle.Premium) {
    return sku ? [] : [problem('components', 'BUTTON_COMPONENT_INVALID', `button ${name} has no sku_id`)];
  }
  const link = style === ButtonStyle.Link;
  const wrong = [
    link && !url && 'a link needs a url',
    link && id && 'a link has no custom_id',
    !link && !id && 'needs a custom_id',
    !link && url && 'only links have a url',
    !label && !emoji && 'needs a label or an emoji',
  ].filter((text) => typeof text === 'string');
  return wrong.map((text) => problem('components', 'BUTTON_COMPONENT_INVALID', `button ${name}: ${text}`));
}

function checkMenu(menu: {
  readonly options: readonly { label: string; value: string; description?: string | null; default?: boolean }[];
  readonly min_values?: number;
  readonly max_values?: number;
}): Problem[] {
  const { options, min_values: least = 1, max_values: most = 1 } = menu;
  const values = options.map(({ value }) => value);
  const long = options.filter((option) =>
    [option.label, option.value, option.description ?? ''].some(({ length }) => length > LABEL),
  );
  const wrong = [
    (options.length < 1 || options.length > OPTIONS) && `${options.length} options, not 1 to ${OPTIONS}`,
    new Set(values).size < values.length && 'two options with the same value',
    long.length > 0 && `label, value and description take ${LABEL} characters`,
    most > options.length && `max_values ${most} is more than its ${options.length} options`,
    least > most && `min_values ${least} is more than max_values ${most}`,
    options.filter((option) => option.default).length > most && 'more defaults than max_values',
  ].filter((text) => typeof text === 'string');
  return wrong.map((text) => problem('components', 'SELECT_COMPONENT_INVALID', text));
}
