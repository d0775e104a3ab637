import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '#src/discord/commands.js';
import { inviteLink } from '#src/discord/invite.js';
import { registerCommands, sameCommands } from '#src/discord/register.js';
import { startDiscord, type DiscordPlan } from '../discord-server/discord.js';

/** A Discord, and the settings of a bot there that remembers for one test. */
async function setUp(plan?: DiscordPlan) {
  const discord = await startDiscord(plan);
  const moderationDir = await mkdtemp(path.join(tmpdir(), 'backchat-test-'));
  onTestFinished(async () => {
    await discord.stop();
    await rm(moderationDir, { recursive: true, force: true });
    expect(discord.violations).toEqual([]);
  });
  const settings = { token: discord.token, apiUrl: discord.url, homeGuildId: null, guildId: null, moderationDir };
  const namesIn = (server: string) =>
    (discord.world.commands.guilds.get(discord.guild(server).id) ?? []).map((command) => command.name);
  return { discord, settings, namesIn };
}

const HOME_AND_ELSEWHERE = { guilds: [{ name: 'Home' }, { name: 'Elsewhere' }] };

describe('commands', () => {
  test('are registered once, and again only when they have changed', async () => {
    const { discord, settings } = await setUp();
    expect(await registerCommands(settings)).toBe('registered');
    expect(await registerCommands(settings)).toBe('unchanged');
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('can be tried out in one server', async () => {
    const { discord, settings } = await setUp();
    const guildId = discord.guild().id;
    expect(await registerCommands({ ...settings, guildId })).toBe('registered');
    expect(await registerCommands({ ...settings, guildId })).toBe('unchanged');
    expect(discord.requests.find(({ method }) => method === 'PUT')!.path).toContain(guildId);
  });

  test.each([
    ['everywhere', null],
    ['in another server', 'Elsewhere'],
    ['in the home server too', 'Home'],
  ])('of moderators are registered in the home server alone, with those of members %s', async (_, name) => {
    const { discord, settings, namesIn } = await setUp(HOME_AND_ELSEWHERE);
    const homeGuildId = discord.guild('Home').id;
    const registration = { ...settings, homeGuildId, guildId: name && discord.guild(name).id };
    expect(await registerCommands(registration)).toBe('registered');
    expect(await registerCommands(registration)).toBe('unchanged');
    expect(namesIn('Home')).toContain('corpus');
    expect(namesIn('Home').includes('ask')).toBe(name === 'Home');
    const { global } = discord.world.commands;
    expect([...global.map((command) => command.name), ...namesIn('Elsewhere')]).not.toContain('corpus');
  });

  test.each(['homeGuildId', 'guildId'] as const)('leave a server that is %s no more', async (setting) => {
    const { discord, settings, namesIn } = await setUp(HOME_AND_ELSEWHERE);
    await registerCommands({ ...settings, [setting]: discord.guild('Home').id });
    expect(namesIn('Home')).not.toEqual([]);
    const moved = { ...settings, [setting]: discord.guild('Elsewhere').id };
    expect(await registerCommands(moved)).toBe('registered');
    expect(namesIn('Home')).toEqual([]);
    expect(namesIn('Elsewhere')).not.toEqual([]);
    expect(await registerCommands(moved)).toBe('unchanged');
    expect(await registerCommands(settings)).toBe('registered');
    expect(namesIn('Elsewhere')).toEqual([]);
  });

  test('need not be taken from a server that the bot has left', async () => {
    const { discord, settings } = await setUp(HOME_AND_ELSEWHERE);
    await registerCommands({ ...settings, homeGuildId: discord.guild('Home').id });
    discord.kickBot(discord.guild('Home'));
    const moved = { ...settings, homeGuildId: discord.guild('Elsewhere').id };
    expect(await registerCommands(moved)).toBe('registered');
    expect(await registerCommands(moved)).toBe('unchanged');
  });

  test('that could not be taken from a server are taken from it at the next start', async () => {
    const { discord, settings, namesIn } = await setUp();
    await registerCommands({ ...settings, homeGuildId: discord.guild().id });
    discord.fail('bulk_set_guild_application_commands', { status: 400 });
    await expect(registerCommands(settings)).rejects.toThrow();
    await registerCommands(settings);
    expect(namesIn(discord.guild().name)).toEqual([]);
  });

  test.each(['GUILD_ID', 'HOME_GUILD_ID'] as const)('for a server that the bot is not in name %s', async (setting) => {
    const { settings } = await setUp();
    const field = setting === 'GUILD_ID' ? 'guildId' : 'homeGuildId';
    await expect(registerCommands({ ...settings, [field]: '123456789012345678' })).rejects.toThrow(
      `Discord knows no server ${setting} that the bot is in.`,
    );
  });

  test('are compared by what we say of them: what Discord adds does not count, a missing or other word does', () => {
    const known = COMMANDS.map((command) => ({ ...command, id: '1', version: '2', nsfw: false }));
    expect(sameCommands(known, COMMANDS)).toBe(true);
    expect(sameCommands(known.slice(1), COMMANDS)).toBe(false);
    const [first, ...rest] = known;
    expect(sameCommands([{ ...first!, description: 'Other words' } as never, ...rest], COMMANDS)).toBe(false);
    expect(sameCommands([{ ...first!, options: [] } as never, ...rest], COMMANDS)).toBe(false);
  });
});

test('the invitation asks for the bot, its commands, and the five permissions that it needs', () => {
  const { searchParams, origin } = new URL(inviteLink('123'));
  expect(origin).toBe('https://discord.com');
  expect(searchParams.get('client_id')).toBe('123');
  expect(searchParams.get('scope')).toBe('bot applications.commands');
  const permissions = BigInt(searchParams.get('permissions')!);
  const bits = [10n, 11n, 38n, 35n, 16n].map((bit) => 1n << bit);
  expect(permissions).toBe(bits.reduce((sum, bit) => sum | bit));
});
