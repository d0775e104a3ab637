import { REST, Routes, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { CODES, isRefusal } from './api-error.js';
import { COMMANDS } from './commands.js';
import { CORPUS_COMMAND } from './corpus-command.js';
import { RegisteredServers } from './registered-servers.js';

/** What registering needs; a part of the bot's settings, and `guildId` for trying commands out in one server alone. */
export interface Registration {
  readonly token: string;
  readonly apiUrl: string | null;
  /** The server in which moderators get their commands; null for none. */
  readonly homeGuildId: string | null;
  /** Registers the members' commands for this server only, where changes show at once; null registers them everywhere. */
  readonly guildId: string | null;
  /** Folder in which is remembered which servers have commands. */
  readonly moderationDir: string;
}

/** Discord knows no server of an id in the settings that the bot is in. */
export class NoServerError extends Error {
  override readonly name = 'NoServerError';

  constructor(
    /** The setting with the id. */
    readonly setting: 'GUILD_ID' | 'HOME_GUILD_ID',
    cause: unknown,
  ) {
    super(
      `Discord knows no server ${setting} that the bot is in. Add the bot to it (npm run invite), or correct or blank ${setting}.`,
      { cause },
    );
  }
}

/**
 * Tells Discord of the commands, if it knows others: members' commands everywhere or in one server, moderators' in the home server alone.
 * "Others" is judged by the fields that we set: Discord fills in the rest. A server that had commands and is in the settings no more loses them.
 * @throws {NoServerError} @throws DiscordAPIError when the token is refused
 */
export async function registerCommands({
  token,
  apiUrl,
  homeGuildId,
  guildId,
  moderationDir,
}: Registration): Promise<'registered' | 'unchanged'> {
  const rest = new REST(apiUrl === null ? {} : { api: apiUrl }).setToken(token);
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const tell = async (guild: string | null, commands: readonly RESTPostAPIApplicationCommandsJSONBody[]) => {
    const route = guild === null ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guild);
    const known = (await rest.get(route)) as RESTPostAPIApplicationCommandsJSONBody[];
    if (sameCommands(known, commands)) return false;
    await rest.put(route, { body: commands });
    return true;
  };
  const inServer = async (setting: NoServerError['setting'], ...parameters: Parameters<typeof tell>) => {
    try {
      return await tell(...parameters);
    } catch (error) {
      if (!isRefusal(error, CODES.missingAccess)) throw error;
      throw new NoServerError(setting, error);
    }
  };
  const empty = async (guild: string) => {
    try {
      await tell(guild, []);
    } catch (error) {
      // The bot is not in that server any more, and neither are its commands.
      if (!isRefusal(error, CODES.missingAccess)) throw error;
    }
  };
  // A list of commands replaces the one before it: where both kinds go to one server, they go together.
  const together = guildId !== null && guildId === homeGuildId;
  const members =
    guildId === null
      ? await tell(null, COMMANDS)
      : await inServer('GUILD_ID', guildId, together ? [...COMMANDS, CORPUS_COMMAND] : COMMANDS);
  const moderators =
    homeGuildId !== null && !together && (await inServer('HOME_GUILD_ID', homeGuildId, [CORPUS_COMMAND]));
  const servers = new RegisteredServers(moderationDir);
  const wanted = new Set([homeGuildId, guildId].filter((server) => server !== null));
  const left = (await servers.read()).filter((server) => !wanted.has(server));
  // Remembered before they are emptied: where that fails, the next start tries again.
  await servers.write(new Set([...wanted, ...left]));
  for (const server of left) await empty(server);
  await servers.write(wanted);
  return members || moderators || left.length > 0 ? 'registered' : 'unchanged';
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
