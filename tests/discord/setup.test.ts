import { describe, expect, test } from 'vitest';
import { COMMANDS } from '#src/discord/commands.js';
import { inviteLink } from '#src/discord/invite.js';
import { registerCommands, sameCommands } from '#src/discord/register.js';
import { startDiscord } from '../discord-server/discord.js';

describe('commands', () => {
  test('are registered once, and again only when they have changed', async () => {
    const discord = await startDiscord();
    const registration = { token: discord.token, apiUrl: discord.url, homeGuildId: null, guildId: null };
    expect(await registerCommands(registration)).toBe('registered');
    expect(await registerCommands(registration)).toBe('unchanged');
    expect(discord.violations).toEqual([]);
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    await discord.stop();
  });

  test('can be tried out in one server', async () => {
    const discord = await startDiscord();
    const guildId = discord.guild().id;
    const registration = { token: discord.token, apiUrl: discord.url, homeGuildId: null, guildId };
    expect(await registerCommands(registration)).toBe('registered');
    expect(await registerCommands(registration)).toBe('unchanged');
    expect(discord.requests.find(({ method }) => method === 'PUT')!.path).toContain(guildId);
    await discord.stop();
  });

  test.each([
    ['everywhere', null],
    ['in another server', 'Elsewhere'],
    ['in the home server too', 'Home'],
  ])('of moderators are registered in the home server alone, with those of members %s', async (_, name) => {
    const discord = await startDiscord({ guilds: [{ name: 'Home' }, { name: 'Elsewhere' }] });
    const homeGuildId = discord.guild('Home').id;
    const guildId = name && discord.guild(name).id;
    const registration = { token: discord.token, apiUrl: discord.url, homeGuildId, guildId };
    expect(await registerCommands(registration)).toBe('registered');
    expect(await registerCommands(registration)).toBe('unchanged');
    const { global, guilds } = discord.world.commands;
    const namesIn = (id: string) => (guilds.get(id) ?? []).map((command) => command.name);
    expect(namesIn(homeGuildId)).toContain('corpus');
    expect(namesIn(homeGuildId).includes('ask')).toBe(name === 'Home');
    expect([...global.map((command) => command.name), ...namesIn(discord.guild('Elsewhere').id)]).not.toContain(
      'corpus',
    );
    expect(discord.violations).toEqual([]);
    await discord.stop();
  });

  test.each(['GUILD_ID', 'HOME_GUILD_ID'] as const)('for a server that the bot is not in name %s', async (setting) => {
    const discord = await startDiscord();
    const elsewhere = '123456789012345678';
    const ids = {
      homeGuildId: setting === 'HOME_GUILD_ID' ? elsewhere : null,
      guildId: setting === 'GUILD_ID' ? elsewhere : null,
    };
    await expect(registerCommands({ token: discord.token, apiUrl: discord.url, ...ids })).rejects.toThrow(
      `Discord knows no server ${setting} that the bot is in.`,
    );
    await discord.stop();
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
