import { REST, Routes, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { COMMANDS } from './commands.js';

/** What registering needs; a part of the bot's settings, and `guildId` for trying commands out in one server alone. */
export interface Registration {
  readonly token: string;
  readonly apiUrl: string | null;
  /** Registers for this server only, where changes show at once; null registers everywhere. */
  readonly guildId: string | null;
}

/**
 * Tells Discord of the commands, if it knows others. "Others" is judged by the fields that we set: Discord fills in the rest.
 * @throws DiscordAPIError when the token is refused
 */
export async function registerCommands({ token, apiUrl, guildId }: Registration): Promise<'registered' | 'unchanged'> {
  const rest = new REST(apiUrl === null ? {} : { api: apiUrl }).setToken(token);
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const route = guildId === null ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
  const known = (await rest.get(route)) as RESTPostAPIApplicationCommandsJSONBody[];
  if (sameCommands(known, COMMANDS)) return 'unchanged';
  await rest.put(route, { body: COMMANDS });
  return 'registered';
}

/** Whether `known` has the same commands, and in them everything that `wanted` says. */
export function sameCommands(
  known: readonly RESTPostAPIApplicationCommandsJSONBody[],
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
): boolean {
  if (known.length !== wanted.length) return false;
  return wanted.every((command) =>
    known.some(
      (other) => other.name === command.name && (other.type ?? 1) === (command.type ?? 1) && says(other, command),
    ),
  );
}

/** Whether everything in `wanted` is in `known` as well. What Discord leaves out of its answer has its default: false, 0 or an empty list. */
function says(known: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const others: unknown[] = Array.isArray(known) ? known : [];
    return others.length === wanted.length && wanted.every((part, at) => says(others[at], part));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const other = (known ?? {}) as Record<string, unknown>;
    return Object.entries(wanted).every(([name, value]) => says(other[name], value));
  }
  return wanted === known || (!wanted && (known === undefined || known === null));
}
