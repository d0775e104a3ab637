import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkshop } from '#src/search-index/workshop.js';
import { startDiscord, type Discord, type DiscordPlan } from './discord-server/discord.js';
import { EMERGENCY, HEADING, QUESTION, settingsWithIndex } from './fixtures/ask-index.js';
import { startBotProcess, type BotProcess } from './fixtures/bot-process.js';
import { folderForTest } from './fixtures/folders.js';
import { runScript, STACK } from './fixtures/run-script.js';

const indexed = settingsWithIndex();

interface Running {
  readonly discord: Discord;
  readonly bot: BotProcess;
}

/** A Discord of its own, gone when the test ends. The bot may not have sent it anything malformed, nor pinged anybody. */
async function openDiscord(plan: DiscordPlan = {}): Promise<Discord> {
  const discord = await startDiscord(plan);
  onTestFinished(async () => {
    await discord.stop();
    expect(discord.violations).toEqual([]);
    expect(discord.pings).toEqual([]);
  });
  return discord;
}

/** Settings of a bot of that Discord. Its log says as much as it can. */
async function settingsFor(discord: Discord): Promise<Record<string, string>> {
  return {
    ...indexed,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    LOG_LEVEL: 'trace',
    MODERATION_DIR: await folderForTest(),
  };
}

/** A bot of that Discord. Nothing that it ever writes holds the token or a member's words. */
async function startBot(discord: Discord, settings: Record<string, string> = {}): Promise<BotProcess> {
  const bot = startBotProcess({ ...(await settingsFor(discord)), ...settings });
  onTestFinished(() => {
    const written = Object.values(bot.output()).join('\n');
    for (const secret of [discord.token, QUESTION, EMERGENCY, discord.bot.slice(2, -1)])
      expect(written).not.toContain(secret);
  });
  return bot;
}

async function startReady(plan: DiscordPlan = {}, settings: Record<string, string> = {}): Promise<Running> {
  const discord = await openDiscord(plan);
  const bot = await startBot(discord, settings);
  await bot.logged('Ready');
  return { discord, bot };
}

const registrations = (discord: Discord) =>
  ['bulk_set_application_commands', 'bulk_set_guild_application_commands'].map(
    (name) => discord.requestsTo(name).length,
  );

describe('a start', () => {
  test('registers the commands and answers /ask; SIGTERM ends it with 0, and the next start registers nothing', async () => {
    const { discord, bot } = await startReady();
    expect(registrations(discord)).toEqual([1, 0]);
    const reply = await (await discord.member().slash('ask', { question: QUESTION })).reply();
    expect(reply.text).toContain(HEADING);
    expect(reply.ephemeral).toBe(true);
    bot.kill('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    expect(bot.output().stderr).toBe('');

    const again = await startBot(discord);
    await again.logged('Ready');
    expect(await again.logged('The commands were compared')).toMatchObject({ outcome: 'unchanged' });
    expect(registrations(discord)).toEqual([1, 0]);
    again.kill('SIGINT');
    expect(await again.ended).toEqual({ code: 0, signal: null });
  });

  test('registers them in one server alone while they are tried out', async () => {
    const discord = await openDiscord();
    const bot = await startBot(discord, { GUILD_ID: discord.guild().id });
    await bot.logged('Ready');
    expect(registrations(discord)).toEqual([0, 1]);
  });

  test('goes on with the commands of yesterday when Discord is unwell', async () => {
    const discord = await openDiscord();
    discord.fail('list_application_commands', { status: 500, times: 10 });
    const bot = await startBot(discord);
    expect(await bot.logged('The commands could not be compared')).toMatchObject({
      level: 'error',
      err: { status: 500 },
    });
    await bot.logged('Ready');
  });

  test('with nothing to search it says so, and notices still come', async () => {
    const nowhere = path.join(await folderForTest(), 'nothing');
    const { discord, bot } = await startReady({}, { CORPUS_DIR: nowhere, INDEX_DIR: nowhere });
    expect(await bot.logged('Nothing can be searched in the published generation')).toMatchObject({
      level: 'error',
      err: { name: 'IndexError' },
    });
    const briton = discord.member({ locale: 'en-GB' });
    expect((await (await briton.slash('ask', { question: EMERGENCY })).reply()).text).toMatch(/EMERGENCY.*999/s);
    expect((await (await discord.member().slash('ask', { question: QUESTION })).reply()).text).toContain(
      'cannot be searched right now',
    );
  });
});

describe('an end', () => {
  test('waits for the question that is under way', async () => {
    const { discord, bot } = await startReady();
    discord.fail('create_interaction_response', { delayMs: 700 });
    const asked = await discord.member().slash('ask', { question: QUESTION });
    await expect.poll(() => discord.requestsTo('create_interaction_response').length, { interval: 5 }).toBe(1);
    bot.kill('SIGTERM');
    await bot.logged('Stopping');
    expect(asked.acknowledgement).toBeNull();
    expect((await asked.reply()).text).toContain(HEADING);
    expect(await bot.ended).toEqual({ code: 0, signal: null });
  });

  test('comes in time, whatever is not finished: here a count, while another process holds the counts', async () => {
    const moderationDir = await folderForTest();
    const { discord, bot } = await startReady({}, { MODERATION_DIR: moderationDir });
    const lock = await openWorkshop(path.join(moderationDir, 'counts'));
    await (await discord.member().slash('ask', { question: 'which graphics card should I buy?' })).reply();
    bot.kill('SIGTERM');
    await bot.logged('Stopping takes too long');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    await lock.close();
  });

  test('does not wait for a start that is not over', async () => {
    const discord = await openDiscord();
    discord.fail('list_application_commands', { delayMs: 20_000 });
    const bot = await startBot(discord);
    await bot.logged('The index is up to date');
    bot.kill('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
  });
});

describe('a wrong setup', () => {
  test('is listed as a whole before anything else is done', async () => {
    const bot = startBotProcess({ GUILD_ID: 'my server', LOG_LEVLE: 'info', HEALTH_PORT: 'x', INDEX_DIR: '/nowhere' });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    const { stdout, stderr } = bot.output();
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(STACK);
    expect(stderr.split('\n')).toEqual([
      'Some settings cannot be used:',
      expect.stringContaining('DISCORD_TOKEN is missing.'),
      expect.stringContaining('GUILD_ID is "my server".'),
      expect.stringContaining('HEALTH_PORT is "x".'),
      expect.stringContaining('LOG_LEVLE is no setting. LOG_LEVEL is:'),
      '',
    ]);
  });

  test.each([
    [
      'a token that Discord refuses',
      () => ({ DISCORD_TOKEN: 'bm90LWEtcmVhbC1ib3Q.Gother.another-token-that-nobody-has-ever-seen' }),
      'Discord refuses DISCORD_TOKEN.',
    ],
    [
      'an intent that is not switched on',
      (discord: Discord) => ({ ASK_CHANNEL_IDS: discord.channel().id }),
      'Switch on "Message Content Intent"',
    ],
    [
      'a server that the bot is not in',
      () => ({ GUILD_ID: '123456789012345678' }),
      'Add the bot to it (npm run invite)',
    ],
  ])('%s is named with the remedy', async (_, settings, remedy) => {
    const discord = await openDiscord();
    const bot = await startBot(discord, settings(discord));
    expect(await bot.logged(remedy)).toMatchObject({ level: 'fatal' });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
  });
});

test('health is served from the start, readiness with the first possible answer, and questions are measured', async () => {
  const discord = await openDiscord();
  discord.fail('list_application_commands', { delayMs: 500 });
  const bot = await startBot(discord, { HEALTH_PORT: '0' });
  const { port } = await bot.logged('Health and measurements are served');
  const read = async (page: string) => {
    const response = await fetch(`http://127.0.0.1:${String(port)}${page}`);
    return { status: response.status, body: await response.text() };
  };
  expect((await read('/healthz')).status).toBe(200);
  expect((await read('/readyz')).status).toBe(503);
  await bot.logged('Ready');
  expect((await read('/readyz')).status).toBe(200);
  const member = discord.member();
  await (await member.slash('ask', { question: QUESTION })).reply();
  await (await member.slash('ask', { question: EMERGENCY })).reply();
  const { body } = await read('/metrics');
  expect(body).toContain('backchat_questions_total{surface="ask",outcome="quotes"} 1');
  expect(body).toContain('backchat_notices_total{level="emergency"} 1');
  expect(body).toMatch(/^backchat_latency_seconds_count\{stage="acknowledged",surface="ask"\} 2$/m);
  expect(body).toMatch(/^backchat_index_passages\{generation="[0-9a-f]{12}"\} [1-9]\d*$/m);
});

describe('beside the bot', () => {
  test('npm run register tells Discord of the commands, once', async () => {
    const discord = await openDiscord();
    const settings = await settingsFor(discord);
    expect(await runScript('register-commands', [], { settings })).toEqual({
      code: 0,
      stdout: 'Registered everywhere.\n',
      stderr: '',
    });
    expect(await runScript('register-commands', [], { settings })).toEqual({
      code: 0,
      stdout: 'Nothing to do: the commands are known everywhere.\n',
      stderr: '',
    });
    expect(registrations(discord)).toEqual([1, 0]);
  });

  test('npm run invite prints a link with the permissions that the bot needs and no other', async () => {
    const token = `${Buffer.from('123456789012345678').toString('base64')}.Gabcde.${'a'.repeat(38)}`;
    const { code, stdout, stderr } = await runScript('invite', [], { settings: { DISCORD_TOKEN: token } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const link = new URL(stdout.trim());
    expect(link.origin + link.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: '123456789012345678',
      scope: 'bot applications.commands',
      // View channels, send messages (in threads too), create public threads, read message history.
      permissions: String((1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 35n) | (1n << 38n)),
    });
  });

  test('a token without an application in it gives no link', async () => {
    const { code, stderr } = await runScript('invite', [], { settings: { DISCORD_TOKEN: 'abc.def.ghi' } });
    expect(stderr).toMatch(/^DISCORD_TOKEN does not begin with the id of an application\./);
    expect(code).toBe(1);
  });
});
