import {
  ComponentType,
  type APIMessageComponent,
  type APIMessageTopLevelComponent,
  type APIComponentInMessageActionRow,
} from 'discord-api-types/v10';

/** Any part of a message: rows, buttons, menus, texts, containers and what is in them. */
export type Part = APIMessageComponent | APIComponentInMessageActionRow;

/** Parts and the parts inside them, in reading order. */
export function walkComponents(components: readonly APIMessageTopLevelComponent[]): Part[] {
  return (components as readonly Part[]).flatMap(walkPart);
}

function walkPart(part: Part): Part[] {
  const inside = 'components' in part ? (part.components as Part[]) : [];
  const beside = 'accessory' in part ? [part.accessory as Part] : [];
  return [part, ...inside.flatMap(walkPart), ...beside];
}

export function collectText(components: readonly APIMessageTopLevelComponent[]): string[] {
  return walkComponents(components).flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));
}

const DEFAULTS: Readonly<Partial<Record<ComponentType, object>>> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.Separator]: { divider: true, spacing: 1 },
};

/** Discord numbers the parts that came without an id, and says what others leave out. */
export function completeComponents(components: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] {
  const copy = structuredClone(components) as APIMessageTopLevelComponent[];
  const parts = walkComponents(copy);
  const taken = new Set(parts.map(({ id }) => id));
  let next = 1;
  for (const part of parts) {
    Object.assign(part, { ...DEFAULTS[part.type], ...part });
    if (part.id) continue;
    while (taken.has(next)) next += 1;
    part.id = next++;
  }
  return copy;
}
