import { Events, MessageFlags, Routes, type Client } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';
import type { Member } from './member.js';

let discord: Discord;
let bot: Client<true>;
let anna: Member;
let before = 0;

beforeAll(async () => {
  discord = await startDiscord({
    guilds: [
      {
        channels: ['general', { name: 'calm', botMayNot: ['MentionEveryone'] }],
        roles: [{ name: 'Helpers', mentionable: true }, 'Moderators'],
      },
    ],
  });
  bot = await connectClient(discord);
  await bot.application.commands.set([{ name: 'ask', description: 'Ask' }]);
  anna = discord.member({ name: 'Anna' });
});
afterAll(async () => {
  await bot.destroy();
  await discord.stop();
});
beforeEach(() => {
  before = discord.pings.length;
});

/** Whom the messages since the start of the test pinged. */
const pinged = () =>
  discord.pings
    .slice(before)
    .flatMap(({ users, roles, everyone }) => [...users, ...roles, ...(everyone ? ['everyone'] : [])]);

/** A text that names Anna, both roles and everybody. */
const shout = () => `${anna.mention} <@&${discord.role('Helpers').id}> <@&${discord.role('Moderators').id}> @everyone`;

const post = (name: string, body: object) => bot.rest.post(Routes.channelMessages(discord.channel(name).id), { body });

describe('a message in a channel', () => {
  test.each<[string, object | undefined, string[]]>([
    ['pings everybody named when nothing is said', undefined, ['Anna', 'Helpers', 'Moderators', 'everyone']],
    ['pings nobody with an empty parse', { parse: [] }, []],
    ['pings nobody with an empty object', {}, []],
    ['pings only kinds that are parsed', { parse: ['roles'] }, ['Helpers', 'Moderators']],
    ['pings everyone only when parsed', { parse: ['everyone'] }, ['everyone']],
  ])('%s', async (_, allowed, expected) => {
    await post('general', { content: shout(), ...(allowed && { allowed_mentions: allowed }) });
    expect(pinged()).toEqual(expected);
  });

  test('pings only listed users who are named', async () => {
    const bea = discord.member({ name: 'Bea' });
    await post('general', { content: shout(), allowed_mentions: { users: [anna.id, bea.id] } });
    expect(pinged()).toEqual(['Anna']);
  });

  test('pings neither everyone nor unmentionable roles where the bot may not', async () => {
    await post('calm', { content: shout() });
    expect(pinged()).toEqual(['Anna', 'Helpers']);
  });

  test('pings from text components, not from embeds', async () => {
    await post('general', { embeds: [{ description: shout() }] });
    expect(pinged()).toEqual([]);
    await post('general', { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: anna.mention }] });
    expect(pinged()).toEqual(['Anna']);
  });

  test('pings nobody who is not in the server', async () => {
    await post('general', { content: discord.member({ guild: null }).mention });
    expect(pinged()).toEqual([]);
  });

  test.each([
    ['pings whom it answers when nothing is said', undefined, ['Anna']],
    ['pings them not when mentions are restricted', { parse: [] }, []],
    ['pings them when that is asked for', { parse: [], replied_user: true }, ['Anna']],
  ])('%s', async (_, allowed, expected) => {
    const { id } = await anna.says(discord.channel(), 'why');
    await post('general', { content: 'x', message_reference: { message_id: id }, allowed_mentions: allowed });
    expect(pinged()).toEqual(expected);
  });

  test('pings nobody by an edit', async () => {
    const { id } = (await post('general', { content: 'x' })) as { id: string };
    await bot.rest.patch(Routes.channelMessage(discord.channel().id, id), { body: { content: shout() } });
    expect(pinged()).toEqual([]);
  });
});

describe('an answer to an interaction', () => {
  /** Lets the bot answer one slash command. */
  async function answer(
    how: 'reply' | 'defer',
    body: { content: string; flags?: MessageFlags.Ephemeral },
  ): Promise<void> {
    bot.once(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      if (how === 'reply') void interaction.reply(body);
      else void interaction.deferReply().then(() => interaction.editReply(body.content));
    });
    await (await discord.member().slash('ask')).reply();
  }

  test('pings users only when nothing is said', async () => {
    await answer('reply', { content: shout() });
    expect(pinged()).toEqual(['Anna']);
  });

  test('pings when a deferred one turns into words', async () => {
    await answer('defer', { content: shout() });
    expect(pinged()).toEqual(['Anna']);
  });

  test('pings nobody when it is private', async () => {
    await answer('reply', { content: shout(), flags: MessageFlags.Ephemeral });
    expect(pinged()).toEqual([]);
  });
});
