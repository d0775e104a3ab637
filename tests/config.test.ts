import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, isDebugging, parseBotConfig, parseConfig, type BotConfig, type Config } from '#src/config.js';
import { folderForTest } from './fixtures/folders.js';

const inProject = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const DEFAULTS: Config = {
  corpusDir: inProject('corpus'),
  indexDir: inProject('data/index'),
  moderationDir: inProject('data/moderation'),
  corpusGit: false,
  embeddingModel: 'bundled',
  modelCacheDir: inProject('data/models'),
  modelHost: null,
  emergencyNumber: null,
};
const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB';
const BOT_DEFAULTS: BotConfig = {
  ...DEFAULTS,
  discord: {
    token: TOKEN,
    askChannelIds: [],
    threadPerQuestion: false,
    homeGuildId: null,
    moderatorRoleIds: [],
    moderatorChannelId: null,
    apiUrl: null,
    cooldownSeconds: 3,
  },
  guildId: null,
  logLevel: 'info',
  healthHost: '127.0.0.1',
  healthPort: null,
};

/** The problems that a bot with this environment is told of, a line each. */
function problemsWith(env: Record<string, string>): string[] {
  try {
    parseBotConfig({ DISCORD_TOKEN: TOKEN, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

test('everything has a default', () => {
  expect(parseConfig({})).toEqual(DEFAULTS);
});

test('a setting that is left blank is not set', () => {
  const names = [
    'CORPUS_DIR',
    'INDEX_DIR',
    'MODERATION_DIR',
    'CORPUS_GIT',
    'EMBEDDING_MODEL',
    'MODEL_CACHE_DIR',
    'MODEL_HOST',
    'EMERGENCY_NUMBER',
  ];
  expect(parseConfig(Object.fromEntries(names.map((name) => [name, '  '])))).toEqual(DEFAULTS);
});

test('every setting is taken over, without the spaces around it', () => {
  const env = {
    CORPUS_DIR: ' /texts ',
    INDEX_DIR: '/index',
    MODERATION_DIR: '/moderation',
    CORPUS_GIT: '1',
    EMBEDDING_MODEL: 'Xenova/all-MiniLM-L6-v2',
    MODEL_CACHE_DIR: '/models',
    MODEL_HOST: 'http://127.0.0.1:8080/',
    EMERGENCY_NUMBER: ' 112 ',
    SOMETHING_ELSE: 'x',
  };
  expect(parseConfig(env)).toEqual({
    corpusDir: '/texts',
    indexDir: '/index',
    moderationDir: '/moderation',
    corpusGit: true,
    embeddingModel: 'Xenova/all-MiniLM-L6-v2',
    modelCacheDir: '/models',
    modelHost: 'http://127.0.0.1:8080/',
    emergencyNumber: '112',
  });
});

test.each(['999', '112', '116 117', '0118 999 881'])('"%s" can be an emergency number', (number) => {
  expect(parseConfig({ EMERGENCY_NUMBER: number }).emergencyNumber).toBe(number);
});

test.each(['call 911', '9', '+44 999', '1'.repeat(16), '112\n113', '<b>1</b>'])(
  '"%s" cannot be an emergency number',
  (number) => {
    expect(() => parseConfig({ EMERGENCY_NUMBER: number })).toThrow(ConfigError);
    expect(() => parseConfig({ EMERGENCY_NUMBER: number })).toThrow('Write digits only, such as 112, or leave it out.');
  },
);

test.each(['models.example.org', 'localhost:8080', 'ftp://example.org/', 'http://'])(
  '"%s" cannot be a model host',
  (host) => {
    expect(() => parseConfig({ MODEL_HOST: host })).toThrow(
      `MODEL_HOST is "${host}". Write an address such as https://`,
    );
  },
);

test('all settings that cannot be used are named at once', () => {
  expect(() => parseConfig({ EMERGENCY_NUMBER: 'help', MODEL_HOST: 'nowhere' })).toThrow(
    /MODEL_HOST is.*\n.*EMERGENCY_NUMBER is/,
  );
});

test('whether to print stacks is known even where other settings are wrong', () => {
  expect(isDebugging({ DEBUG: '1', MODEL_HOST: 'nowhere' })).toBe(true);
  expect(isDebugging({ DEBUG: ' ' })).toBe(false);
});

test('settings come from .env in the folder a program is started in, and the environment goes before it', async () => {
  const folder = await folderForTest();
  await writeFile(path.join(folder, '.env'), 'EMERGENCY_NUMBER=117\nINDEX_DIR=/from-file\n');
  const script = `const { readConfig } = await import(${JSON.stringify(inProject('dist/config.js'))}); console.log(JSON.stringify(readConfig()));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { INDEX_DIR: '/from-environment' },
  });
  expect(JSON.parse(stdout)).toEqual({ ...DEFAULTS, emergencyNumber: '117', indexDir: '/from-environment' });
  expect(stderr).toBe('');
});

describe('the bot', () => {
  test('needs nothing but a token', () => {
    expect(parseBotConfig({ DISCORD_TOKEN: ` ${TOKEN} ` })).toEqual(BOT_DEFAULTS);
  });

  test('takes every setting over', () => {
    const env = {
      DISCORD_TOKEN: TOKEN,
      ASK_CHANNEL_IDS: '123456789012345678, 1234567890123456789',
      ASK_THREADS: '1',
      HOME_GUILD_ID: '223456789012345678',
      MODERATOR_ROLE_IDS: '323456789012345678',
      MODERATOR_CHANNEL_ID: '523456789012345678',
      COOLDOWN_SECONDS: '0',
      GUILD_ID: '423456789012345678',
      DISCORD_API_URL: 'http://127.0.0.1:8080/api',
      LOG_LEVEL: 'debug',
      HEALTH_PORT: '9090',
      HEALTH_HOST: '0.0.0.0',
    };
    expect(parseBotConfig(env)).toEqual({
      ...DEFAULTS,
      discord: {
        token: TOKEN,
        askChannelIds: ['123456789012345678', '1234567890123456789'],
        threadPerQuestion: true,
        homeGuildId: '223456789012345678',
        moderatorRoleIds: ['323456789012345678'],
        moderatorChannelId: '523456789012345678',
        apiUrl: 'http://127.0.0.1:8080/api',
        cooldownSeconds: 0,
      },
      guildId: '423456789012345678',
      logLevel: 'debug',
      healthHost: '0.0.0.0',
      healthPort: 9090,
    });
  });

  test('a token that is missing is named with the place to find one', () => {
    expect(() => parseBotConfig({})).toThrow(
      /^Some settings cannot be used:\n {2}DISCORD_TOKEN is missing\. .*"Reset Token"/,
    );
  });

  test.each(['short', 'a'.repeat(64), 'one two.three.four', `${TOKEN} and more`, TOKEN.replace('.', '')])(
    'what cannot be a token (%j) is refused, and never repeated',
    (DISCORD_TOKEN) => {
      const problems = problemsWith({ DISCORD_TOKEN });
      expect(problems).toEqual([expect.stringContaining('DISCORD_TOKEN has another form.') as string]);
      expect(problems.join()).not.toContain(DISCORD_TOKEN);
    },
  );

  test('a token in the wrong line is not repeated either', () => {
    const problems = problemsWith({ GUILD_ID: TOKEN, DISCORD_API_URL: TOKEN, LOG_LEVEL: TOKEN, HEALTH_PORT: TOKEN });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain(TOKEN.slice(0, 10));
  });

  test.each([
    ['GUILD_ID', 'my server', "Write the server's id, 17 to 20 digits"],
    ['HOME_GUILD_ID', '1234567890123456', "Write the server's id, 17 to 20 digits"],
    ['ASK_CHANNEL_IDS', '#ask', "Write the channel's id, 17 to 20 digits"],
    ['ASK_CHANNEL_IDS', '123456789012345678,', 'Put commas between several.'],
    ['ASK_CHANNEL_IDS', '123456789012345678;123456789012345679', 'Put commas between several.'],
    ['MODERATOR_ROLE_IDS', '<@&123456789012345678>', "Write the role's id, 17 to 20 digits"],
    ['MODERATOR_CHANNEL_ID', '#mods', "Write the channel's id, 17 to 20 digits"],
    ['CORPUS_GIT', 'yes', 'Write 1 for yes or 0 for no.'],
    ['ASK_THREADS', 'maybe', 'Write 1 for yes or 0 for no.'],
    ['COOLDOWN_SECONDS', '2.5', 'Write whole seconds, 0 (none) to 3600.'],
    ['COOLDOWN_SECONDS', '3601', 'Write whole seconds, 0 (none) to 3600.'],
    ['DISCORD_API_URL', 'discord.com/api', 'Write an address such as http://127.0.0.1:8080/api'],
    ['LOG_LEVEL', 'loud', 'Write one of fatal, error, warn, info, debug, trace, silent.'],
    ['HEALTH_PORT', '65536', 'Write a port, 0 (any free one) to 65535, or leave it out.'],
    ['HEALTH_PORT', '-1', 'Write a port, 0 (any free one) to 65535, or leave it out.'],
  ])('%s cannot be %j', (name, value, remedy) => {
    const problems = problemsWith({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name} is `);
    expect(problems[0]).toContain(remedy);
  });

  test.each([
    ['DISCORD_TOKE', 'DISCORD_TOKEN'],
    ['ASK_CHANNEL_ID', 'ASK_CHANNEL_IDS'],
    ['ASK_CHANELS_IDS', 'ASK_CHANNEL_IDS'],
    ['MODERATOR_ROLES_IDS', 'MODERATOR_ROLE_IDS'],
    ['HEALTHPORT', 'HEALTH_PORT'],
    ['log_level', 'LOG_LEVEL'],
    ['CORPUSDIR', 'CORPUS_DIR'],
  ])('%s is taken for a slip of the pen of %s', (slip, meant) => {
    const problems = problemsWith({
      [slip]: 'x',
      ...(meant === 'DISCORD_TOKEN' && { DISCORD_TOKEN: undefined as never }),
    });
    expect(problems.join('\n')).toContain(`${slip} is no setting. ${meant} is: rename it`);
  });

  test.each(['PATH', 'HOME', 'DEBUGGER', 'PORT', 'GUILD', 'DISCORD', 'LANG', 'NODE_ENV', 'HEALTH'])(
    '%s may belong to another program',
    (name) => {
      expect(problemsWith({ [name]: 'x' })).toEqual([]);
    },
  );

  test('a name near a setting that is there, if only blank, may belong to another program as well', () => {
    expect(problemsWith({ LOGLEVEL: 'x', LOG_LEVEL: '' })).toEqual([]);
  });

  test('everything wrong is said at once, and only programs without the bot do without a token', () => {
    const env = { GUILD_ID: 'a', LOG_LEVEL: 'b', HEALTH_PRT: '1', MODEL_HOST: 'd' };
    expect(() => parseBotConfig(env)).toThrow(
      /MODEL_HOST is .*\n {2}DISCORD_TOKEN is missing.*\n {2}GUILD_ID is .*\n {2}LOG_LEVEL is .*\n {2}HEALTH_PRT is no setting/,
    );
    expect(() => parseConfig(env)).toThrow(/^Some settings cannot be used:\n {2}MODEL_HOST is [^\n]*$/);
  });
});
