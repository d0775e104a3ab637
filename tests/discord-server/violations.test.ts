import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType as Type,
  Events,
  MessageFlags,
  Routes,
  type ChatInputCommandInteraction,
  type Client,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';
import { openSchema } from './schema.js';

let discord: Discord;
let bot: Client<true>;

beforeAll(async () => {
  discord = await startDiscord();
  bot = await connectClient(discord);
});
afterAll(async () => {
  await bot.destroy();
  await discord.stop();
});

let before = 0;
/** Where there is no copy of Discord's description, what needs it is skipped; the stand-in says so aloud. */
const described = openSchema() !== null;
/** What was kept since the last test. */
const violations = () => discord.violations.slice(before);
afterEach(() => {
  before = discord.violations.length;
});

const V2 = MessageFlags.IsComponentsV2;
const button = (extra: object = {}) => ({
  type: Type.Button,
  style: ButtonStyle.Primary,
  label: 'More',
  custom_id: 'more',
  ...extra,
});
const numbered = (count: number) => Array.from({ length: count }, (_, at) => button({ custom_id: `more ${at}` }));
const row = (...components: object[]) => ({ type: Type.ActionRow, components });
const menu = (extra: object = {}) => ({
  type: Type.StringSelect,
  custom_id: 'menu',
  options: [{ label: 'One', value: '1' }],
  ...extra,
});
const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `${at}`, value: `${at}` }));
const text = (content: string) => ({ type: Type.TextDisplay, content });

const WELL_FORMED: [string, object][] = [
  ['2,000 characters', { content: 'x'.repeat(2_000) }],
  ['five rows of five buttons', { components: [0, 5, 10, 15, 20].map((at) => row(...numbered(25).slice(at, at + 5))) }],
  ['a menu of 25', { components: [row(menu({ options: options(25) }))] }],
  [
    'a link',
    { components: [row({ type: Type.Button, style: ButtonStyle.Link, label: 'Read', url: 'https://a.org' })] },
  ],
  ['4,000 characters of text components', { flags: V2, components: [text('x'.repeat(4_000))] }],
  [
    'a container with text and buttons',
    { flags: V2, components: [{ type: Type.Container, components: [text('x'), row(button())] }] },
  ],
  [
    'an embed of 6,000 characters',
    { embeds: [{ description: 'x'.repeat(4_096) }, { description: 'x'.repeat(1_904) }] },
  ],
  ['named users only', { content: 'x', allowed_mentions: { parse: ['roles'], users: ['1'] } }],
];

/** Documented limits that the stand-in knows by itself. */
const MALFORMED: [string, object, string][] = [
  ['2,001 characters', { content: 'x'.repeat(2_001) }, 'content'],
  ['an empty message', { content: '' }, ''],
  ['nothing but spaces', { content: ' \n ' }, ''],
  [
    'embeds of 6,001 characters',
    { embeds: [{ description: 'x'.repeat(4_096) }, { description: 'x'.repeat(1_905) }] },
    'embeds',
  ],
  ['six buttons in a row', { components: [row(...numbered(6))] }, 'components'],
  ['six rows', { components: numbered(6).map((one) => row(one)) }, 'components'],
  ['a button beside a menu', { components: [row(button(), menu())] }, 'components'],
  ['two menus in a row', { components: [row(menu(), menu({ custom_id: 'other' }))] }, 'components'],
  ['one custom id twice', { components: [row(button(), button())] }, 'components'],
  ['a button without words', { components: [row(button({ label: undefined }))] }, 'components'],
  ['a button without custom id', { components: [row(button({ custom_id: undefined }))] }, 'components'],
  [
    'a link without address',
    { components: [row({ type: Type.Button, style: ButtonStyle.Link, label: 'Read' })] },
    'components',
  ],
  ['a menu of 26', { components: [row(menu({ options: options(26) }))] }, 'components'],
  [
    'a menu entry of 101 characters',
    { components: [row(menu({ options: [{ label: 'x'.repeat(101), value: '1' }] }))] },
    'components',
  ],
  [
    'a menu description of 101 characters',
    { components: [row(menu({ options: [{ label: 'x', value: '1', description: 'x'.repeat(101) }] }))] },
    'components',
  ],
  ['one menu value twice', { components: [row(menu({ options: [...options(1), ...options(1)] }))] }, 'components'],
  ['a menu that wants more than it has', { components: [row(menu({ max_values: 2 }))] }, 'components'],
  ['text components without their flag', { components: [text('x')] }, 'components'],
  ['content beside text components', { content: 'x', flags: V2, components: [text('x')] }, 'content'],
  [
    '4,001 characters of text components',
    { flags: V2, components: [text('x'.repeat(2_000)), text('x'.repeat(2_001))] },
    'components',
  ],
  [
    '41 components',
    { flags: V2, components: [{ type: Type.Container, components: Array.from({ length: 40 }, () => text('x')) }] },
    'components',
  ],
  [
    'parse and a list of the same kind',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions',
  ],
  ['a private message in a channel', { content: 'x', flags: MessageFlags.Ephemeral }, 'flags'],
];

/** Limits that only Discord's description holds. */
const MALFORMED_BY_DESCRIPTION: [string, object, string][] = [
  ['a long embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title'],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 'embeds'],
  [
    'a custom id of 101 characters',
    { components: [row(button({ custom_id: 'x'.repeat(101) }))] },
    'components.0.components.0.custom_id',
  ],
  [
    'a label of 81 characters',
    { components: [row(button({ label: 'x'.repeat(81) }))] },
    'components.0.components.0.label',
  ],
  [
    '101 users to ping',
    { content: 'x', allowed_mentions: { users: Array.from({ length: 101 }, (_, at) => `${at}`) } },
    'allowed_mentions.users',
  ],
  ['a component that does not exist', { components: [{ type: 99 }] }, 'components.0.type'],
  ['a wrong kind of content', { content: ['x'] }, 'content'],
];

describe('messages', () => {
  const send = (body: object) => bot.rest.post(Routes.channelMessages(discord.channel().id), { body });

  test.each(WELL_FORMED)('%s is fine', async (_, body) => {
    await expect(send(body)).resolves.toHaveProperty('id');
    expect(violations()).toEqual([]);
  });

  const refuse = async (_: string, body: object, at: string) => {
    await expect(send(body)).rejects.toMatchObject({ status: 400, code: at ? 50_035 : 50_006 });
    const place = expect.stringMatching(new RegExp(`^${at}`)) as unknown;
    expect(violations()).toContainEqual(expect.objectContaining({ operation: 'create_message', at: place }));
  };
  test.each(MALFORMED)('%s is refused and kept', refuse);
  test.skipIf(!described).each(MALFORMED_BY_DESCRIPTION)('%s is refused and kept', refuse);

  test('an edit is held to the same limits, and to what the message was', async () => {
    const { id } = (await send({ flags: V2, components: [text('x')] })) as { id: string };
    const edit = (body: object) => bot.rest.patch(Routes.channelMessage(discord.channel().id, id), { body });
    await edit({ components: [text('y')] });
    await expect(edit({ content: 'plain' })).rejects.toMatchObject({ code: 50_035 });
    await expect(edit({ components: [] })).rejects.toMatchObject({ code: 50_006 });
    expect(violations()).toHaveLength(2);
  });
});

describe('answers to interactions', () => {
  /** Sends one body as the callback of a fresh slash command, and returns what Discord said. */
  async function respond(body: object, autocomplete = false): Promise<unknown> {
    await bot.application.commands.set([
      {
        name: 'ask',
        description: 'Ask',
        options: [{ type: Option.String, name: 'q', description: 'Q', autocomplete: true }],
      },
    ]);
    const answered = new Promise<unknown>((resolve) => {
      bot.once(Events.InteractionCreate, (interaction) => {
        const { id, token } = interaction as ChatInputCommandInteraction;
        bot.rest.post(Routes.interactionCallback(id, token), { body }).then(() => {
          resolve('fine');
        }, resolve);
      });
    });
    const member = discord.member();
    await (autocomplete ? member.autocomplete('ask', 'q', 'x') : member.slash('ask'));
    return answered;
  }

  const choices = (count: number, name = 'x', value = 'x') => ({
    type: 8,
    data: { choices: Array.from({ length: count }, () => ({ name, value })) },
  });
  const input = (extra: object = {}) =>
    row({ type: Type.TextInput, style: 1, label: 'Why', custom_id: 'why', ...extra });
  const modal = (extra: object = {}) => ({
    type: 9,
    data: { title: 'Form', custom_id: 'form', components: [input()], ...extra },
  });

  test.each<[string, object, boolean]>([
    ['a message', { type: 4, data: { content: 'x', flags: MessageFlags.Ephemeral } }, false],
    ['a deferral', { type: 5 }, false],
    ['25 choices', choices(25, 'x'.repeat(100), 'x'.repeat(100)), true],
    ['a form', modal(), false],
  ])('%s is fine', async (_, body, autocomplete) => {
    expect(await respond(body, autocomplete)).toBe('fine');
    expect(violations()).toEqual([]);
  });

  const refuse = async (_: string, body: object, autocomplete: boolean) => {
    expect(await respond(body, autocomplete)).toMatchObject({ status: 400 });
    expect(violations().length).toBeGreaterThan(0);
  };
  test.each<[string, object, boolean]>([
    ['a message of 2,001 characters', { type: 4, data: { content: 'x'.repeat(2_001) } }, false],
    ['a message without words', { type: 4, data: {} }, false],
    ['an update where there is nothing to update', { type: 7, data: { content: 'x' } }, false],
    ['choices where nothing is typed', choices(1), false],
    ['words where choices are wanted', { type: 4, data: { content: 'x' } }, true],
    ['26 choices', choices(26), true],
    ['a choice of 101 characters', choices(1, 'x'.repeat(101)), true],
    ['a choice value of 101 characters', choices(1, 'x', 'x'.repeat(101)), true],
    [
      'a form of six parts',
      modal({ components: [1, 2, 3, 4, 5, 6].map((at) => input({ custom_id: `${at}` })) }),
      false,
    ],
    ['a form with one custom id twice', modal({ components: [input(), input()] }), false],
  ])('%s is refused and kept', refuse);
  test.skipIf(!described).each<[string, object, boolean]>([
    ['a form title of 46 characters', modal({ title: 'x'.repeat(46) }), false],
    ['a form label of 46 characters', modal({ components: [input({ label: 'x'.repeat(46) })] }), false],
  ])('%s is refused and kept', refuse);
});

describe('commands', () => {
  const command = (extra: object = {}) => ({ name: 'ask', description: 'Ask', ...extra });
  const option = (extra: object = {}) => ({ type: Option.String, name: 'q', description: 'Q', ...extra });
  const register = (...body: object[]) => bot.rest.put(Routes.applicationCommands(discord.applicationId), { body });

  test.each<[string, object[]]>([
    ['a command', [command({ default_member_permissions: '8' })]],
    ['names in other scripts', [command({ name: 'спроси' }), command({ name: 'पूछ' })]],
    ['a message command', [{ name: 'Find passages', type: ApplicationCommandType.Message }]],
    ['required options first', [command({ options: [option({ required: true }), option({ name: 'r' })] })]],
  ])('%s is fine', async (_, body) => {
    await register(...body);
    expect(violations()).toEqual([]);
  });

  const refuse = async (_: string, body: object[]) => {
    await expect(register(...body)).rejects.toMatchObject({ status: 400, code: 50_035 });
    expect(violations().length).toBeGreaterThan(0);
  };
  test.each<[string, object[]]>([
    ['a name with capitals', [command({ name: 'Ask' })]],
    ['a name with a space', [command({ name: 'ask me' })]],
    ['a name of 33 letters', [command({ name: 'x'.repeat(33) })]],
    ['no description', [command({ description: undefined })]],
    ['a message command with a description', [command({ type: ApplicationCommandType.Message })]],
    ['two commands of one name', [command(), command()]],
    ['two options of one name', [command({ options: [option(), option()] })]],
    ['a required option after another', [command({ options: [option(), option({ name: 'r', required: true })] })]],
    [
      'a choice value of 101 characters',
      [command({ options: [option({ choices: [{ name: 'x', value: 'x'.repeat(101) }] })] })],
    ],
    [
      'choices beside autocomplete',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] })],
    ],
    [
      'more than 8,000 characters',
      [
        command({
          options: Array.from({ length: 25 }, (_, at) =>
            option({
              name: `q${at}`,
              choices: Array.from({ length: 25 }, (_, n) => ({ name: `${n}`, value: 'x'.repeat(20) })),
            }),
          ),
        }),
      ],
    ],
    ['101 commands', Array.from({ length: 101 }, (_, at) => command({ name: `ask${at}` }))],
  ])('%s is refused and kept', refuse);
  test.skipIf(!described).each<[string, object[]]>([
    ['a description of 101 characters', [command({ description: 'x'.repeat(101) })]],
    ['26 options', [command({ options: Array.from({ length: 26 }, (_, at) => option({ name: `q${at}` })) })]],
    [
      '26 choices',
      [
        command({
          options: [option({ choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })) })],
        }),
      ],
    ],
  ])('%s is refused and kept', refuse);
});
