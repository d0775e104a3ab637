import { describe, expect, test } from 'vitest';
import { NOTHING_FOUND, REMARKS } from '#src/answer/answer.js';
import type { Discord } from '../discord-server/discord.js';
import { CHEST, EMERGENCY, openLibrary, QUESTION, runBot, SELF_HARM, URGENT } from './running-bot.js';

openLibrary();

/** Answered after {@link QUESTION}, and by itself not at all. */
const FOLLOW_UP = 'why does that happen?';
/** What went before would bring most of them passages. */
const CHATTER = ['lol ok', 'nice', 'thanks!', '👍'];
const TALK_IN_THREADS = ['did you read that? lol', 'how are you today?', 'is it working for you now?', ...CHATTER];

const askChannel = {
  guilds: [{ channels: ['general', 'ask'] }],
  contentIntentAllowed: true,
  settings: (discord: Discord) => ({ askChannelIds: [discord.channel('ask').id], threadPerQuestion: true }),
};
const failures = (counted: readonly (readonly string[])[]) => counted.filter(([what]) => what === 'failure');

describe('what a follow-up leaves unsaid', () => {
  test('is not known of a message that stands alone', async () => {
    const { discord } = await runBot();
    await discord.member().says(discord.channel(), `${discord.bot} ${FOLLOW_UP}`);
    expect((await discord.nextMessage(discord.channel())).text).toContain(NOTHING_FOUND);
  });

  test('comes from the question under the answer that it replies to', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const general = discord.channel();
    await member.says(general, `${discord.bot} ${QUESTION}`);
    const first = await discord.nextMessage(general);
    await member.says(general, FOLLOW_UP, { replyTo: first });
    expect((await discord.nextMessage(general)).text).toMatch(/^> \*\*/);
  });

  test('comes from the question that the thread was opened for', async () => {
    const { discord } = await runBot(askChannel);
    const member = discord.member();
    const said = await member.says(discord.channel('ask'), QUESTION);
    await discord.quiet();
    await discord.nextMessage(said.thread!);
    await member.says(said.thread!, FOLLOW_UP);
    expect((await discord.nextMessage(said.thread!)).text).toMatch(/^> \*\*/);
  });

  test('comes from the first message of a thread that was opened on none, which is no failure', async () => {
    const { discord, counted } = await runBot(askChannel);
    const member = discord.member();
    const thread = member.startsThread(discord.channel('ask'), 'Hanging');
    await member.says(thread, QUESTION);
    await discord.nextMessage(thread);
    await member.says(thread, FOLLOW_UP);
    expect((await discord.nextMessage(thread)).text).toMatch(/^> \*\*/);
    expect(failures(counted)).toEqual([]);
  });

  test('comes from its thread for a mention in any channel', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const said = await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const thread = member.startsThread(discord.channel(), 'Hanging', said);
    await member.says(thread, `${discord.bot} ${FOLLOW_UP}`);
    expect((await discord.nextMessage(thread)).text).toMatch(/^> \*\*/);
  });

  test('comes from the question under an answer that a thread was opened on', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const thread = member.startsThread(discord.channel(), 'Hanging', await discord.nextMessage(discord.channel()));
    await member.says(thread, `${discord.bot} ${FOLLOW_UP}`);
    expect((await discord.nextMessage(thread)).text).toMatch(/^> \*\*/);
  });

  test('is asked for where it stands in a message of somebody else', async () => {
    const { discord } = await runBot();
    const said = await discord.member().says(discord.channel(), QUESTION);
    await discord.member().says(discord.channel(), `${discord.bot} what should he do?`, { replyTo: said });
    expect((await discord.nextMessage(discord.channel())).text).toContain(REMARKS['not-read']);
  });
});

describe('talk', () => {
  test.each(CHATTER)('that replies to an answer is met with silence: %s', async (text) => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(discord.channel(), `${discord.bot} ${QUESTION}`);
    const answer = await discord.nextMessage(discord.channel());
    await member.says(discord.channel(), text, { replyTo: answer });
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(1);
  });

  test('that replies to a notice is met with silence too', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(member.dm, EMERGENCY);
    await member.says(member.dm, 'thanks!', { replyTo: await discord.nextMessage(member.dm) });
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(1);
  });

  test('in a thread is met with silence, and what tells of a sign there with a notice', async () => {
    const { discord } = await runBot(askChannel);
    const said = await discord.member().says(discord.channel('ask'), QUESTION);
    await discord.quiet();
    const { thread } = said;
    await discord.nextMessage(thread!);
    const [anna, ben] = [discord.member(), discord.member()];
    for (const text of TALK_IN_THREADS) await anna.says(thread!, text);
    const asked = await anna.says(thread!, 'the bar is mine today');
    await ben.says(thread!, FOLLOW_UP, { replyTo: asked });
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toHaveLength(1);
    await ben.says(thread!, `lol ok, but ${CHEST}`);
    expect((await discord.nextMessage(thread!)).text).toMatch(/^# 🚨 EMERGENCY/u);
  });
});

describe('after a warning sign', () => {
  const EMERGENCY_NOTICE = /^# 🚨 EMERGENCY/u;

  test.each([
    ['an emergency', EMERGENCY, EMERGENCY_NOTICE],
    ['a crisis', SELF_HARM, /^# 🆘 PLEASE READ THIS FIRST/u],
    [
      'a delicate sign',
      'burning pee and blood in my pee with back pain since I hang from a bar',
      /^## ⚠️ SEE SOMEBODY/u,
    ],
  ])(
    'the notice of %s is said again, without quotes in public, however often it is asked on',
    async (_, text, notice) => {
      const { discord } = await runBot();
      const member = discord.member();
      const general = discord.channel();
      await member.says(general, `${discord.bot} ${text}`);
      let answer = await discord.nextMessage(general);
      for (const question of [FOLLOW_UP, 'should I keep hanging?', 'and how long for?']) {
        await member.says(general, question, { replyTo: answer });
        answer = await discord.nextMessage(general);
        expect(answer.text).toMatch(notice);
        expect(answer.text).not.toMatch(/^>/m);
        expect(answer.labels).toEqual(['Private answer', 'Delete']);
      }
      const personal = await (await member.press(answer, 'Private answer')).reply();
      expect(personal.text).toMatch(notice);
    },
  );

  test('that calls for help today, the notice comes before the quotes', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(discord.channel(), `${discord.bot} ${URGENT}`);
    await member.says(discord.channel(), QUESTION, { replyTo: await discord.nextMessage(discord.channel()) });
    const { text } = await discord.nextMessage(discord.channel());
    expect(text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(text).toMatch(/^> \*\*/m);
  });

  test('the more urgent notice of the two is said', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(member.dm, CHEST);
    await member.says(member.dm, URGENT, { replyTo: await discord.nextMessage(member.dm) });
    expect((await discord.nextMessage(member.dm)).text).toMatch(EMERGENCY_NOTICE);
  });

  test('a question in direct messages gets it too', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(member.dm, EMERGENCY);
    await member.says(member.dm, 'should I keep hanging?', { replyTo: await discord.nextMessage(member.dm) });
    expect((await discord.nextMessage(member.dm)).text).toMatch(EMERGENCY_NOTICE);
  });

  test.each([
    ['on the message', (said: object) => said],
    ['on the notice', (_: object, notice: object) => notice],
  ])('a question in a thread that was opened %s gets it too', async (_, on) => {
    const { discord } = await runBot(askChannel);
    const member = discord.member();
    const ask = discord.channel('ask');
    const said = await member.says(ask, EMERGENCY);
    const notice = await discord.nextMessage(ask);
    const thread = member.startsThread(ask, 'Help', on(said, notice) as typeof said);
    await discord.member().says(thread, 'should I keep hanging?');
    expect((await discord.nextMessage(thread)).text).toMatch(EMERGENCY_NOTICE);
  });

  test('that was told in a thread of something else, its member gets it there again', async () => {
    const { discord } = await runBot(askChannel);
    const member = discord.member();
    const said = await member.says(discord.channel('ask'), QUESTION);
    await discord.quiet();
    const { thread } = said;
    await discord.nextMessage(thread!);
    await member.says(thread!, EMERGENCY);
    await discord.nextMessage(thread!);
    await member.says(thread!, 'should I keep hanging?');
    expect((await discord.nextMessage(thread!)).text).toMatch(EMERGENCY_NOTICE);
  });

  test('no cooldown holds back the notice that is said again', async () => {
    const { discord } = await runBot({ settings: { cooldownSeconds: 60 } });
    const member = discord.member();
    await member.says(member.dm, QUESTION);
    await discord.nextMessage(member.dm);
    await member.says(member.dm, EMERGENCY);
    await member.says(member.dm, FOLLOW_UP, { replyTo: await discord.nextMessage(member.dm) });
    expect((await discord.nextMessage(member.dm)).text).toMatch(EMERGENCY_NOTICE);
  });

  test('a notice waits no longer than a second for what its message follows up', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    await member.says(member.dm, QUESTION);
    const answer = await discord.nextMessage(member.dm);
    discord.fail('get_message', { delayMs: 4000 });
    const started = performance.now();
    await member.says(member.dm, CHEST, { replyTo: answer });
    expect((await discord.nextMessage(member.dm)).text).toMatch(EMERGENCY_NOTICE);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
