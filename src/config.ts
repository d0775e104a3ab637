import { fileURLToPath } from 'node:url';
import dotenv from 'dotenv';
import type { LevelWithSilent } from 'pino';
import type { BotSettings } from './discord/parts.js';
import { SettingsReader, type Environment } from './settings-reader.js';

export { ConfigError } from './settings-reader.js';

/** What finding and quoting passages needs, with its defaults filled in. Nothing else reads the environment. */
export interface Config {
  /** Folder of articles, sources.yaml and glossary.yaml. */
  readonly corpusDir: string;
  /** Folder of index generations. */
  readonly indexDir: string;
  /** Folder of what moderators have decided, proposals, the bin and counts. */
  readonly moderationDir: string;
  /** The corpus folder is kept in git: a refresh pulls first, and articles are changed there alone. */
  readonly corpusGit: boolean;
  /** `bundled`, a folder with a transformers.js model, or a hub id such as `Xenova/all-MiniLM-L6-v2`. */
  readonly embeddingModel: string;
  /** Where hub models are kept once downloaded. */
  readonly modelCacheDir: string;
  /** Another address for the model hub, or null for the library's own. */
  readonly modelHost: string | null;
  /** Shown as a line of its own under an emergency notice; null leaves it to the reader's locale. */
  readonly emergencyNumber: string | null;
}

/** What the bot needs beside it. Other programs do without a token. */
export interface BotConfig extends Config {
  readonly discord: BotSettings;
  /** The one server in which commands are registered while they are tried out; null registers them everywhere. */
  readonly guildId: string | null;
  readonly logLevel: LevelWithSilent;
  readonly healthHost: string;
  /** Where health and measurements are served, 0 for any free port; null serves none. */
  readonly healthPort: number | null;
}

const LOG_LEVELS: readonly string[] = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
] satisfies LevelWithSilent[];

const projectFolder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Settings from the environment and, below it, from `.env` in the folder the program was started in. @throws {ConfigError} */
export function readConfig(): Config {
  dotenv.config({ quiet: true });
  return parseConfig(process.env);
}

/** The same with what only the bot needs. @throws {ConfigError} */
export function readBotConfig(): BotConfig {
  dotenv.config({ quiet: true });
  return parseBotConfig(process.env);
}

/** Settings from a given environment. @throws {ConfigError} */
export function parseConfig(env: Environment): Config {
  const reader = new SettingsReader(env);
  const config = readCommon(reader);
  reader.finish();
  return config;
}

/** The bot's settings from a given environment. @throws {ConfigError} */
export function parseBotConfig(env: Environment): BotConfig {
  const reader = new SettingsReader(env);
  const config = { ...readCommon(reader), ...readBot(reader) };
  reader.finish();
  return config;
}

/** Whether errors are printed with their stack. To be known even where the other settings cannot be read. */
export function isDebugging(env: Environment = process.env): boolean {
  return (env.DEBUG ?? '').trim() !== '';
}

function readCommon(reader: SettingsReader): Config {
  const setting = (name: string) => reader.read(name);
  return {
    corpusDir: setting('CORPUS_DIR').value ?? projectFolder('corpus'),
    indexDir: setting('INDEX_DIR').value ?? projectFolder('data/index'),
    moderationDir: setting('MODERATION_DIR').value ?? projectFolder('data/moderation'),
    corpusGit: isOn(reader, setting('CORPUS_GIT')),
    embeddingModel: setting('EMBEDDING_MODEL').value ?? 'bundled',
    modelCacheDir: setting('MODEL_CACHE_DIR').value ?? projectFolder('data/models'),
    modelHost: reader.check(
      setting('MODEL_HOST'),
      isWebAddress,
      'Write an address such as https://models.example.org/, or leave it out.',
    ),
    emergencyNumber: reader.check(
      setting('EMERGENCY_NUMBER'),
      (value) => /^[0-9 ]{2,15}$/.test(value),
      'Write digits only, such as 112, or leave it out.',
    ),
  };
}

function readBot(reader: SettingsReader): Omit<BotConfig, keyof Config> {
  const setting = (name: string) => reader.read(name);
  const id = (name: string) =>
    `Write the ${name}'s id, 17 to 20 digits: switch on Developer Mode in Discord, right-click the ${name}, Copy ID.`;
  const ids = (name: string) => `${id(name)} Put commas between several.`;
  return {
    discord: {
      token: reader.secret(
        setting('DISCORD_TOKEN'),
        (value) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value),
        'Write the bot\'s token, three parts with dots between them: "Reset Token" on the page "Bot" of the application.',
      ),
      askChannelIds: reader.list(setting('ASK_CHANNEL_IDS'), isSnowflake, ids('channel')),
      threadPerQuestion: isOn(reader, setting('ASK_THREADS')),
      homeGuildId: reader.check(setting('HOME_GUILD_ID'), isSnowflake, id('server')),
      moderatorRoleIds: reader.list(setting('MODERATOR_ROLE_IDS'), isSnowflake, ids('role')),
      moderatorChannelId: reader.check(setting('MODERATOR_CHANNEL_ID'), isSnowflake, id('channel')),
      cooldownSeconds:
        reader.number(setting('COOLDOWN_SECONDS'), [0, 3600], 'Write whole seconds, 0 (none) to 3600.') ?? 3,
      apiUrl: reader.check(
        setting('DISCORD_API_URL'),
        isWebAddress,
        'Write an address such as http://127.0.0.1:8080/api, without the version, or leave it out.',
      ),
    },
    guildId: reader.check(setting('GUILD_ID'), isSnowflake, id('server')),
    logLevel: (reader.check(
      setting('LOG_LEVEL'),
      (value) => LOG_LEVELS.includes(value),
      `Write one of ${LOG_LEVELS.join(', ')}.`,
    ) ?? 'info') as LevelWithSilent,
    healthHost: setting('HEALTH_HOST').value ?? '127.0.0.1',
    healthPort: reader.number(
      setting('HEALTH_PORT'),
      [0, 65_535],
      'Write a port, 0 (any free one) to 65535, or leave it out.',
    ),
  };
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:\/\//i.test(value);
}

/** The form of Discord's ids. */
function isSnowflake(value: string): boolean {
  return /^\d{17,20}$/.test(value);
}

function isOn(reader: SettingsReader, setting: ReturnType<SettingsReader['read']>): boolean {
  return reader.check(setting, (value) => /^[01]$/.test(value), 'Write 1 for yes or 0 for no.') === '1';
}

/** The environment for a program that is started. */
export function programEnvironment(): Environment {
  return process.env;
}
