import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  Events,
  MessageFlags,
  TextInputStyle,
  type ApplicationCommandDataResolvable,
  type Client,
  type Interaction,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectClient } from './client.js';
import { startDiscord, type Discord } from './discord.js';

let discord: Discord;
let bot: Client<true>;

const COMMANDS: readonly ApplicationCommandDataResolvable[] = [
  {
    name: 'ask',
    description: 'Ask a question',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What you want to know',
        required: true,
        autocomplete: true,
        maxLength: 20,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'share', description: 'For everybody' },
    ],
  },
  {
    name: 'corpus',
    description: 'Look after the corpus',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'add',
        description: 'Add a file',
        options: [{ type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'The file' }],
      },
    ],
  },
  { name: 'Find passages', type: ApplicationCommandType.Message },
];

const ROW = {
  type: ComponentType.ActionRow,
  components: [
    { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'More', customId: 'more' },
    { type: ComponentType.Button, style: ButtonStyle.Link, label: 'Read', url: 'https://example.org' },
  ],
} as const;

const MENU = {
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.StringSelect,
      customId: 'when',
      placeholder: 'When does it hurt',
      options: [
        { label: 'During', value: 'during' },
        { label: 'After', value: 'after' },
      ],
    },
  ],
} as const;

beforeEach(async () => {
  discord = await startDiscord();
  bot = await connectClient(discord);
  bot.on('error', () => undefined);
  await bot.application.commands.set(COMMANDS);
});
afterEach(async () => {
  await bot.destroy();
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

/** The bot does this for every interaction; what goes wrong is collected. */
function answer(how: (interaction: Interaction) => Promise<unknown>): unknown[] {
  const errors: unknown[] = [];
  bot.on(Events.InteractionCreate, (interaction) => {
    how(interaction).catch((error: unknown) => errors.push(error));
  });
  return errors;
}

test('a slash command brings who asked, where, in which language and with which rights', async () => {
  answer(async (i) => {
    if (!i.isChatInputCommand() || !i.inCachedGuild()) return;
    const rights = i.memberPermissions.has('ManageMessages');
    const roles = i.member.roles.cache.map(({ name }) => name);
    await i.reply(`${i.user.username} ${i.locale} ${rights} ${roles.join()} ${i.options.getString('question', true)}`);
  });
  const anna = discord.member({ name: 'Anna', locale: 'de', permissions: ['ManageMessages'] });
  const asked = await anna.slash('ask', { question: 'why' });
  const reply = await asked.reply();
  expect(reply.text).toBe("Anna de true @everyone,Anna's why");
  expect(reply.ephemeral).toBe(false);
  expect(asked.acknowledgement).toBe('reply');
  expect(asked.acknowledgedAfterMs).toBeGreaterThan(0);
});

test('a slash command in a private conversation has a user and no member', async () => {
  answer(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: `${i.inGuild()} ${i.user.username}`, withResponse: true });
  });
  const anna = discord.member({ name: 'Anna', guild: null });
  const asked = await anna.slash('ask', { question: 'why' }, { in: anna.dm });
  expect((await asked.reply()).text).toBe('false Anna');
});

test('a deferred reply keeps being private or public, and turns into words once', async () => {
  answer(async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.deferReply({ flags: MessageFlags.Ephemeral });
    await i.editReply('first');
    await i.editReply('second');
    await i.followUp('for all');
  });
  const asked = await discord.member().slash('ask', { question: 'why' });
  expect((await asked.reply()).ephemeral).toBe(true);
  expect((await asked.followUp()).ephemeral).toBe(false);
  expect(asked.edits.map(({ text }) => text)).toEqual(['first', 'second']);
  expect(asked.acknowledgement).toBe('defer');
});

test('the first follow-up after a deferral is the deferred message', async () => {
  answer(async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.deferReply();
    await i.followUp({ content: 'words', flags: MessageFlags.Ephemeral });
  });
  const asked = await discord.member().slash('ask', { question: 'why' });
  const reply = await asked.reply();
  expect([reply.text, reply.ephemeral, asked.followUps.length]).toEqual(['words', false, 0]);
});

test('buttons, menus and forms', async () => {
  answer(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: 'page 1', components: [ROW, MENU] });
    else if (i.isStringSelectMenu()) await i.update({ content: `chosen ${i.values.join()}`, components: [ROW] });
    else if (i.isButton()) {
      await i.showModal({
        title: 'Tell us',
        customId: 'form',
        components: [
          {
            type: ComponentType.ActionRow,
            components: [{ type: ComponentType.TextInput, customId: 'why', label: 'Why', style: TextInputStyle.Short }],
          },
        ],
      });
    } else if (i.isModalSubmit()) await i.reply(`because ${i.fields.getTextInputValue('why')}`);
  });
  const anna = discord.member();
  const page = await (await anna.slash('ask', { question: 'why' })).reply();
  expect(page.labels).toEqual(['More', 'Read']);

  const chosen = await anna.choose(page, 'When does it hurt', ['After']);
  expect(await chosen.reply()).toBe(page);
  expect(page.text).toBe('chosen after');
  expect(page.menus).toEqual([]);

  const pressed = await anna.press(page, 'More');
  expect((await pressed.modal()).title).toBe('Tell us');
  expect((await (await anna.submit(pressed, { why: 'it grabs' })).reply()).text).toBe('because it grabs');
});

test('autocomplete, the message menu, subcommands and files', async () => {
  answer(async (i) => {
    if (i.isAutocomplete()) await i.respond([{ name: `${i.options.getFocused()}…`, value: 'x' }]);
    else if (i.isMessageContextMenuCommand()) await i.reply(`about: ${i.targetMessage.content}`);
    else if (i.isChatInputCommand()) {
      const file = await fetch(i.options.getAttachment('file', true).url);
      await i.reply(`${i.options.getSubcommand()} ${await file.text()}`);
    }
  });
  const anna = discord.member();
  expect(await (await anna.autocomplete('ask', 'question', 'sci')).choices()).toEqual([{ name: 'sci…', value: 'x' }]);
  const message = await anna.says(discord.channel(), 'it grabs');
  expect((await (await anna.useMessageMenu('Find passages', message)).reply()).text).toBe('about: it grabs');
  const added = await anna.slash('corpus add', { file: { name: 'a.md', content: '# A' } });
  expect((await added.reply()).text).toBe('add # A');
});

test('what Discord would not let a member do is refused with a sentence', async () => {
  answer(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: 'page', components: [ROW], flags: MessageFlags.Ephemeral });
  });
  const anna = discord.member();
  const page = await (await anna.slash('ask', { question: 'why' })).reply();
  expect(() => anna.press(page, 'Less')).toThrow('"Less" is not there; there are: More, Read');
  expect(() => anna.press(page, 'Read')).toThrow('cannot be pressed');
  expect(() => discord.member().press(page, 'More')).toThrow('Only the member who asked');
  expect(() => anna.choose(page, 'when', ['after'])).toThrow('no menu "when"');
  expect(() => anna.slash('nothing')).toThrow('registered: ask, corpus');
  expect(() => anna.slash('ask')).toThrow('without question');
  expect(() => anna.slash('ask', { question: 'x'.repeat(21) })).toThrow('0-20 characters');
});

test('a second acknowledgement is 40060', async () => {
  const errors = answer(async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.reply('once');
    i.replied = false;
    await i.reply('twice');
  });
  await (await discord.member().slash('ask', { question: 'why' })).reply();
  await expect.poll(() => errors).toMatchObject([{ code: 40_060 }]);
});

test('an acknowledgement after three seconds is 10062', async () => {
  const errors = answer(async (i) => {
    if (i.isChatInputCommand()) await i.reply('late');
  });
  const asked = await discord.member().slash('ask', { question: 'why' }, { ageMs: 3_500 });
  await expect.poll(() => errors).toMatchObject([{ code: 10_062 }]);
  expect(asked.acknowledgement).toBeNull();
});

test('an edit after the token ran out is 50027, of a deleted message 10008', async () => {
  const errors = answer(async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.reply('words');
    await i.deleteReply();
    await i.editReply('more').catch((error: unknown) => errors.push(error));
    discord.interactions.at(-1)!.expire();
    await i.editReply('more');
  });
  await discord.member().slash('ask', { question: 'why' });
  await expect.poll(() => errors).toMatchObject([{ code: 10_008 }, { code: 50_027 }]);
});

test('the message of a button, or its whole channel, may be gone when the bot answers', async () => {
  const errors = answer(async (i) => {
    if (i.isChatInputCommand()) await i.reply({ content: 'page', components: [ROW] });
    else if (i.isButton()) {
      discord.world.messages.get(i.message.id)!.deleted = true;
      await i.update('next').catch((error: unknown) => errors.push(error));
      discord.deleteChannel(discord.channel());
      await i.reply('next');
    }
  });
  const anna = discord.member();
  await anna.press(await (await anna.slash('ask', { question: 'why' })).reply(), 'More');
  await expect.poll(() => errors).toMatchObject([{ code: 10_008 }, { code: 10_003 }]);
});

test('the first words are waited for by whoever asks for them, and missing ones are named', async () => {
  answer(async (i) => {
    if (i.isChatInputCommand()) await i.deferReply();
  });
  const asked = await discord.member().slash('ask', { question: 'why' });
  expect(await asked.acknowledged()).toBe('defer');
  expect(asked.original!.loading).toBe(true);
  expect(asked.answeredAfterMs).toBeNull();
});
