import { describe, expect, test } from 'vitest';
import { NOTES } from '#src/discord/render-texts.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import type { Discord } from '../discord-server/discord.js';
import { CHEST, EMERGENCY, OFF_TOPIC, openLibrary, QUESTION, runBot, SELF_HARM, URGENT } from './running-bot.js';

openLibrary();

describe('a mention', () => {
  test('is answered under the message, without the Message Content intent', async () => {
    const { discord, counted } = await runBot();
    const said = await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    expect(answer.replyTo).toBe(said);
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.text.endsWith(DISCLAIMER)).toBe(true);
    expect(answer.labels).toContain('Delete');
    expect(answer.labels).not.toContain('Share');
    await discord.quiet();
    expect(counted).toContainEqual(['question', 'mention', 'quotes']);
  });

  test.each(['', '???'])('without a question is answered with how to ask: "%s"', async (text) => {
    const { discord } = await runBot();
    await discord.member().says(discord.channel(), `${discord.bot} ${text}`);
    expect((await discord.nextMessage(discord.channel())).text).toContain('**How to ask**');
  });

  test.each([
    ['is answered', true, /^> \*\*/],
    ['whose text is hidden without the intent, is answered with how to ask', false, /^\*\*How to ask\*\*/],
  ])('of the role that Discord made for the bot %s', async (_, contentIntentAllowed, start) => {
    const settings = { askChannelIds: contentIntentAllowed ? ['1'] : [] };
    const { discord } = await runBot({ contentIntentAllowed, settings });
    await discord.member().says(discord.channel(), `<@&${discord.role('Backchat').id}> ${QUESTION}`);
    expect((await discord.nextMessage(discord.channel())).text).toMatch(start);
  });

  test('of an emergency that is nothing private is answered with the notice in public', async () => {
    const { discord } = await runBot();
    await discord.member().says(discord.channel(), `${discord.bot} ${CHEST}`);
    const answer = await discord.nextMessage(discord.channel());
    expect(answer.text).toMatch(/^# 🚨 EMERGENCY/u);
    expect(answer.labels).toEqual(['Delete']);
  });

  test.each([
    ['bladder and saddle', EMERGENCY, /^# 🚨 EMERGENCY/u],
    ['self-harm', SELF_HARM, /^# 🆘 PLEASE READ THIS FIRST/u],
    ['urine', 'burning pee and blood in my pee with back pain since I hang from a bar', /^## ⚠️ SEE SOMEBODY TODAY/u],
  ])('about %s gets the notice and a way to a private answer, and no quotes in public', async (_, text, start) => {
    const { discord } = await runBot();
    const member = discord.member({ locale: 'de' });
    await member.says(discord.channel(), `${discord.bot} ${text}`);
    const answer = await discord.nextMessage(discord.channel());
    expect(answer.text).toMatch(start);
    expect(answer.text).not.toMatch(/^>/m);
    expect(answer.text).not.toContain('cauda equina');
    expect(answer.labels).toEqual(['Private answer', 'Delete']);

    const personal = await (await member.press(answer, 'Private answer')).reply();
    expect(personal.ephemeral).toBe(true);
    expect(personal.text).toMatch(start);
    expect(personal.text).toContain('Emergency number: 112');
    expect(personal.text.includes('cauda equina')).toBe(text === EMERGENCY);
  });

  test('whose private answer comes after the message is gone says what to do', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${EMERGENCY}`);
    const answer = await discord.nextMessage(discord.channel());
    discord.fail('delete_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
    member.deletes(said);
    await discord.quiet();
    const personal = await (await member.press(answer, 'Private answer')).reply();
    expect(personal.text).toBe(NOTES.unreadable);
  });
});

test('a reply to the bot is answered', async () => {
  const { discord } = await runBot();
  const member = discord.member();
  const general = discord.channel();
  await member.says(general, `${discord.bot} ${QUESTION}`);
  const first = await discord.nextMessage(general);
  await member.says(general, 'how do I step off the bar?', { replyTo: first });
  expect((await discord.nextMessage(general)).text).toMatch(/^> \*\*/);
});

test('a direct message is answered, in full', async () => {
  const { discord, counted } = await runBot();
  const member = discord.member({ guild: null });
  await member.says(member.dm, EMERGENCY);
  const answer = await discord.nextMessage(member.dm);
  expect(answer.text).toContain('cauda equina');
  await discord.quiet();
  expect(counted).toContainEqual(['question', 'direct', 'seek-care']);
});

describe('nobody but people is answered', () => {
  test.each([
    ['another bot', (discord: Discord) => discord.otherBot().says(discord.channel(), `${discord.bot} ${QUESTION}`)],
    ['a message that is for somebody else', (discord: Discord) => discord.member().says(discord.channel(), QUESTION)],
  ])('%s', async (_, say) => {
    const { discord } = await runBot();
    await say(discord);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toEqual([]);
  });

  test('nor is a message answered twice', async () => {
    const { discord } = await runBot();
    const said = await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await discord.nextMessage(discord.channel());
    discord.sendRaw('MESSAGE_CREATE', {
      id: said.id,
      channel_id: discord.channel().id,
      guild_id: discord.guild().id,
      type: 0,
      content: said.content,
      author: { id: said.author.id, username: 'x' },
      mentions: [{ id: discord.world.bot.id }],
    });
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(1);
  });
});

describe('an ask channel', () => {
  const plan = {
    guilds: [{ channels: ['general', 'ask'] }],
    contentIntentAllowed: true,
    settings: (discord: Discord) => ({ askChannelIds: [discord.channel('ask').id] }),
  };

  test('has questions answered unasked', async () => {
    const { discord, counted } = await runBot(plan);
    const said = await discord.member().says(discord.channel('ask'), QUESTION);
    const answer = await discord.nextMessage(discord.channel('ask'));
    expect(answer.replyTo).toBe(said);
    expect(answer.text).toMatch(/^> \*\*/);
    await discord.quiet();
    expect(counted).toContainEqual(['question', 'channel', 'quotes']);
  });

  test.each([
    ['talk', 'hung from the bar today, my lower back felt great'],
    ['a question off the topic', OFF_TOPIC],
  ])('hears nothing on %s', async (_, text) => {
    const { discord } = await runBot(plan);
    await discord.member().says(discord.channel('ask'), text);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toEqual([]);
  });

  test('hears nothing on what members ask each other', async () => {
    const { discord } = await runBot(plan);
    const said = await discord.member().says(discord.channel('ask'), 'the bar is mine today');
    await discord.member().says(discord.channel('ask'), QUESTION, { replyTo: said });
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toEqual([]);
  });

  test('hears a notice on anything that calls for one, however soon after the last question', async () => {
    const { discord } = await runBot({
      ...plan,
      settings: (discord) => ({ ...plan.settings(discord), cooldownSeconds: 60 }),
    });
    const member = discord.member();
    const ask = discord.channel('ask');
    await member.says(ask, QUESTION);
    await discord.nextMessage(ask);
    await member.says(ask, EMERGENCY);
    expect((await discord.nextMessage(ask)).text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  describe('with a cooldown', () => {
    const patient = {
      ...plan,
      settings: (discord: Discord) => ({ ...plan.settings(discord), cooldownSeconds: 60 }),
    };

    test('answers the question after one that was met with silence', async () => {
      const { discord } = await runBot(patient);
      const member = discord.member();
      await member.says(discord.channel('ask'), 'hi all, can I ask you something?');
      await discord.quiet();
      await member.says(discord.channel('ask'), QUESTION);
      expect((await discord.nextMessage(discord.channel('ask'))).text).toMatch(/^> \*\*/);
    });

    test('asks whoever asks again at once to wait, but once, and about nothing else', async () => {
      const { discord } = await runBot(patient);
      const member = discord.member();
      const ask = discord.channel('ask');
      await member.says(ask, QUESTION);
      await discord.nextMessage(ask);
      await member.says(ask, OFF_TOPIC);
      await member.says(ask, QUESTION);
      expect((await discord.nextMessage(ask)).text).toMatch(/^One question at a time/);
      await member.says(ask, QUESTION);
      await discord.quiet();
      expect(discord.requestsTo('create_message')).toHaveLength(2);
    });
  });

  test('other channels are left alone', async () => {
    const { discord } = await runBot(plan);
    await discord.member().says(discord.channel('general'), QUESTION);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toEqual([]);
  });

  describe('with a thread per question', () => {
    const threads = {
      ...plan,
      settings: (discord: Discord) => ({ ...plan.settings(discord), threadPerQuestion: true }),
    };

    test('answers in a thread that is named after the article, and follow-ups in it', async () => {
      const { discord } = await runBot(threads);
      const member = discord.member();
      const said = await member.says(discord.channel('ask'), QUESTION);
      await discord.quiet();
      const { thread } = said;
      expect(thread!.name).toBe('Why a bar hang can hurt');
      expect((await discord.nextMessage(thread!)).text).toMatch(/^> \*\*/);
      await member.says(thread!, 'how do I step off the bar?');
      expect((await discord.nextMessage(thread!)).text).toMatch(/^> \*\*/);
      expect(discord.requestsTo('create_thread_from_message')).toHaveLength(1);
      // What was asked first is read again, because it was not kept.
      expect(discord.requestsTo('get_message').map(({ path }) => path.endsWith(said.id))).toEqual([true]);
    });

    test.each([
      ['an edit changes the answer', `${QUESTION} Really?`, /^> \*\*/],
      ['an edit that calls for a notice turns into one the answer', CHEST, /^# 🚨 EMERGENCY/u],
    ])('after a restart %s that stands in the thread', async (_, text, start) => {
      const running = await runBot(threads);
      const { discord } = running;
      const member = discord.member();
      const said = await member.says(discord.channel('ask'), QUESTION);
      await discord.quiet();
      const answer = await discord.nextMessage(said.thread!);
      await running.restart();
      member.edits(said, text);
      await discord.quiet();
      expect(answer.text).toMatch(start);
      expect(discord.requestsTo('update_message')).toHaveLength(1);
      expect(discord.requestsTo('create_message')).toHaveLength(1);
    });

    test('the answer in the thread goes with its message, also after a restart', async () => {
      const running = await runBot(threads);
      const { discord } = running;
      const member = discord.member();
      const said = await member.says(discord.channel('ask'), QUESTION);
      await discord.quiet();
      const answer = await discord.nextMessage(said.thread!);
      await running.restart();
      member.deletes(said);
      await discord.quiet();
      expect(answer.deleted).toBe(true);
    });

    test('a notice is said under the message where the answer in the thread cannot be changed', async () => {
      const { discord } = await runBot(threads);
      const member = discord.member();
      const said = await member.says(discord.channel('ask'), QUESTION);
      await discord.quiet();
      discord.fail('update_message', { status: 400, code: 50_083, message: 'Thread is archived', times: 2 });
      member.edits(said, CHEST);
      expect((await discord.nextMessage(discord.channel('ask'))).text).toMatch(/^# 🚨 EMERGENCY/u);
    });

    test('answers under the message where it may open none', async () => {
      const { discord, counted } = await runBot(threads);
      discord.forbid(discord.channel('ask'), 'CreatePublicThreads');
      const said = await discord.member().says(discord.channel('ask'), QUESTION);
      expect((await discord.nextMessage(discord.channel('ask'))).replyTo).toBe(said);
      expect(counted).toContainEqual(['failure', 'discord-50013']);
    });

    test('opens none where it may not write in it', async () => {
      const { discord, counted } = await runBot({
        ...threads,
        guilds: [{ channels: [{ name: 'ask', botMayNot: ['SendMessagesInThreads'] }] }],
      });
      const said = await discord.member().says(discord.channel('ask'), QUESTION);
      expect((await discord.nextMessage(discord.channel('ask'))).replyTo).toBe(said);
      expect(said.thread).toBeNull();
      expect(counted.filter(([what]) => what === 'failure')).toEqual([]);
    });

    test('closes it when its answer has gone with the message, unless others wrote in it', async () => {
      const { discord } = await runBot(threads);
      const [member, other] = [discord.member(), discord.member()];
      const ask = async () => {
        const said = await member.says(discord.channel('ask'), QUESTION);
        await discord.quiet();
        return said;
      };
      const [empty, inUse] = [await ask(), await ask()];
      await other.says(inUse.thread!, 'that helped me too');
      for (const said of [empty, inUse]) member.deletes(said);
      await discord.quiet();
      expect([empty, inUse].map(({ thread }) => thread!.thread!.archived)).toEqual([true, false]);
    });

    test('keeps a notice where everybody looks', async () => {
      const { discord } = await runBot(threads);
      const said = await discord.member().says(discord.channel('ask'), URGENT);
      expect((await discord.nextMessage(discord.channel('ask'))).replyTo).toBe(said);
    });
  });
});

describe('when the message changes', () => {
  test('an edit changes the answer', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    member.edits(said, `${discord.bot} ${CHEST}`);
    await discord.quiet();
    expect(answer.text).toMatch(/^# 🚨 EMERGENCY/u);
    expect(discord.requestsTo('create_message')).toHaveLength(1);
  });

  test.each([
    ['a notice is said again', CHEST, 2],
    ['nothing else is', `${QUESTION} Really?`, 1],
  ])('where a moderator took the answer away, %s', async (_, text, posted) => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    discord.member({ permissions: ['ManageMessages'] }).deletes(answer);
    member.edits(said, `${discord.bot} ${text}`);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(posted);
  });

  test('an answer that was taken away stays away however often the message is edited, until a notice is called for', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await member.press(await discord.nextMessage(discord.channel()), 'Delete');
    await discord.quiet();
    for (const text of [' Really?', ' Please?', '']) {
      member.edits(said, `${discord.bot} ${QUESTION}${text}`);
      await discord.quiet();
    }
    expect(discord.requestsTo('create_message')).toHaveLength(1);
    member.edits(said, `${discord.bot} ${CHEST}`);
    const notice = await discord.nextMessage(discord.channel());
    member.edits(said, `${discord.bot} ${QUESTION}`);
    await discord.quiet();
    expect(notice.text).toMatch(/^> \*\*/);
    expect(discord.requestsTo('create_message')).toHaveLength(2);
  });

  test('an edit that is for the bot no more takes the answer away', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    member.edits(said, 'never mind');
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });

  test('an edit that brings the mention is answered', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), QUESTION);
    member.edits(said, `${discord.bot} ${QUESTION}`);
    expect((await discord.nextMessage(discord.channel())).text).toMatch(/^> \*\*/);
  });

  test('the answer goes when the message is deleted', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    member.deletes(said);
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });

  test('the answers go when many messages are deleted at once', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    member.purges(discord.channel(), [said]);
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });

  test('the answer goes even when the message is deleted before it was sent', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    discord.fail('create_message', { delayMs: 100 });
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    member.deletes(said);
    await discord.quiet();
    const posted = [...discord.world.messages.values()].filter((one) => one.author === discord.world.bot);
    expect(posted.every(({ deleted }) => deleted)).toBe(true);
  });

  test('an edit after a restart changes the answer that was there', async () => {
    const running = await runBot();
    const { discord } = running;
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    await running.restart();
    member.edits(said, `${discord.bot} ${CHEST}`);
    await discord.quiet();
    expect(answer.text).toMatch(/^# 🚨 EMERGENCY/u);
    expect(discord.requestsTo('create_message')).toHaveLength(1);
  });

  test.each([
    ['is not answered a second time', QUESTION, 0],
    ['gets a notice where it calls for one', `${CHEST} Help!`, 1],
  ])('an edit after a restart of what was answered directly %s', async (_, text, posted) => {
    const running = await runBot();
    const { discord } = running;
    const member = discord.member();
    discord.fail('create_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
    const said = await member.says(discord.channel(), `${discord.bot} ${CHEST}`);
    await discord.nextMessage(member.dm);
    await running.restart();
    const before = discord.requestsTo('create_message').length;
    member.edits(said, `${discord.bot} ${text}`);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(before + posted);
  });

  test('a notice is said where the answer of before a restart cannot be looked for', async () => {
    const running = await runBot();
    const { discord } = running;
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await discord.nextMessage(discord.channel());
    await running.restart();
    discord.fail('list_messages', { status: 403, code: 50_001, message: 'Missing Access' });
    member.edits(said, `${discord.bot} ${CHEST}`);
    expect((await discord.nextMessage(discord.channel())).text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  test('the answer is found again after a restart', async () => {
    const running = await runBot();
    const { discord } = running;
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    await running.restart();
    member.deletes(said);
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });
});

describe('when a message cannot be answered where it stands', () => {
  test('a missing permission is counted, and the bot goes on', async () => {
    const { discord, counted } = await runBot({ guilds: [{ channels: ['general', 'closed'] }] });
    discord.forbid(discord.channel('closed'), 'SendMessages');
    const member = discord.member();
    await member.says(discord.channel('closed'), `${discord.bot} ${QUESTION}`);
    await discord.quiet();
    expect(counted).toContainEqual(['failure', 'discord-50013']);
    await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    expect((await discord.nextMessage(discord.channel())).text).toMatch(/^> \*\*/);
  });

  test('it is answered without a reply where the history may not be read', async () => {
    const { discord } = await runBot({ guilds: [{ channels: [{ name: 'new', botMayNot: ['ReadMessageHistory'] }] }] });
    await discord.member().says(discord.channel('new'), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel('new'));
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.replyTo).toBeNull();
  });

  test('a notice goes to the member directly', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    discord.fail('create_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
    await member.says(discord.channel(), `${discord.bot} ${CHEST}`);
    const notice = await discord.nextMessage(member.dm);
    expect(notice.text).toMatch(/^# 🚨 EMERGENCY/u);
    // They would go by the message that a notice replies to.
    expect(notice.labels).toEqual([]);
  });

  test.each([
    ['a notice', CHEST, /^# 🚨 EMERGENCY/u],
    ['an answer', QUESTION, /^> \*\*/],
  ])('%s whose form Discord refuses is sent once more without its buttons', async (_, text, start) => {
    const { discord } = await runBot();
    discord.fail('create_message', { status: 400, code: 50_035, message: 'Invalid Form Body' });
    const said = await discord.member().says(discord.channel(), `${discord.bot} ${text}`);
    const answer = await discord.nextMessage(discord.channel());
    expect(answer).toMatchObject({ replyTo: said, labels: [] });
    expect(answer.text).toMatch(start);
  });

  test('a notice that takes the place of an answer is sent once more where Discord refuses its form', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    discord.fail('update_message', { status: 400, code: 50_035, message: 'Invalid Form Body' });
    member.edits(said, `${discord.bot} ${CHEST}`);
    await discord.quiet();
    expect(answer.text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  test('a channel that is gone is counted', async () => {
    const { discord, counted } = await runBot();
    discord.fail('create_message', { status: 404, code: 10_003, message: 'Unknown Channel' });
    await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await discord.quiet();
    expect(counted).toContainEqual(['failure', 'discord-10003']);
  });

  test('an answer that arrived although its connection broke is not posted twice', async () => {
    const { discord } = await runBot();
    discord.fail('create_message', { afterDoing: true, cut: true });
    await discord.member().says(discord.channel(), `${discord.bot} ${QUESTION}`);
    await discord.nextMessage(discord.channel());
    await discord.quiet();
    const posted = [...discord.world.messages.values()].filter((one) => one.author === discord.world.bot);
    expect(posted).toHaveLength(1);
  });
});
