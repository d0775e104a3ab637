import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOTES } from '#src/discord/render-texts.js';
import type { Member } from '../discord-server/member.js';
import type { Message } from '../discord-server/message.js';
import { eventually, GUARD, quotedNow, runModerated, told } from './moderated-bot.js';
import { openLibrary, QUESTION, READ } from './running-bot.js';

openLibrary();

/** Answered with a passage of each of two articles. */
const SECTION = 'Short walks beat long rest (Walking after a flare)';
const WALKS = 'several short walks usually do more good';
const TWO = 'how do I get off the bar without a jolt? and should I rest or walk the day after my back flared up?';

describe('quarantine', () => {
  test('withholds a section at once on every surface, after a restart and until it is released', async () => {
    const running = await runModerated();
    const { discord, moderator } = running;
    const member = discord.member();
    const before = await (await member.slash('ask', { question: QUESTION })).reply();
    const [choice] = await (await moderator.autocomplete('corpus quarantine', 'passage', 'muscles that')).choices();
    expect(choice!.name).toBe('Muscles that guard (Why a bar hang can hurt)');
    const reply = await told(moderator, 'corpus quarantine', { passage: String(choice!.value), reason: 'wrong' });
    expect(reply).toMatch(/^In quarantine: Why a bar hang can hurt › Muscles that guard\./);
    expect(await quotedNow(running)).not.toContain(GUARD);
    expect((await (await member.press(before, READ)).reply()).text).not.toContain(GUARD);
    expect((await (await member.press(before, 'Share')).reply()).text).not.toContain(GUARD);
    const looked = await (await member.autocomplete('lookup', 'topic', 'muscles that guard')).choices();
    expect(looked).toEqual([]);
    expect(await told(moderator, 'corpus status')).toContain(
      '**In quarantine: 1**\n- long-hangs › Muscles that guard: wrong',
    );
    await running.restart();
    expect(await quotedNow(running)).not.toContain(GUARD);
    const [held] = await (await moderator.autocomplete('corpus release', 'passage', '')).choices();
    expect(await told(moderator, 'corpus release', { passage: String(held!.value) })).toMatch(/^Released: /);
    expect(await quotedNow(running)).toContain(GUARD);
  });

  test('takes the link to an answer, asks which of its sections, and also after a restart', async () => {
    const running = await runModerated();
    const { discord, moderator } = running;
    const answer = await (await discord.member().slash('ask', { question: TWO, share: true })).reply();
    const reason = 'not <@123456789012345678>';
    const asked = await (await moderator.slash('corpus quarantine', { passage: answer.link, reason })).reply();
    await running.restart();
    const done = await (await moderator.choose(asked, 'The section', [SECTION])).reply();
    expect(done.text).toMatch(/^In quarantine: Walking after a flare › Short walks/);
    expect(done.menus).toEqual([]);
    expect(await running.decisions.history()).toMatchObject([{ kind: 'quarantine', reason }]);
    expect(await told(moderator, 'corpus history')).toContain('into quarantine');
  });

  test('of what is not there or not to be seen says so', async () => {
    const { discord, moderator, logged } = await runModerated();
    const hidden = await (await discord.member().slash('ask', { question: QUESTION })).reply();
    const said = await discord.member().says(discord.channel('general'), 'hello');
    const refusal = async (passage: string) => told(moderator, 'corpus quarantine', { passage, reason: 'wrong' });
    expect(await refusal('0000000000')).toMatch(/^No section was found/);
    expect(await refusal('walking › No such heading')).toMatch(/^No section was found/);
    expect(await refusal(hidden.link)).toMatch(/^That message cannot be read/);
    expect(await refusal(said.link)).toMatch(/^That message is no answer of the bot/);
    expect(await told(moderator, 'corpus release', { passage: 'nothing' })).toMatch(/is not withheld/);
    // Nothing of the refusal's words, which repeat what was typed.
    const line = 'What a moderator asked for was not done {"kind":"RefusedError","event":"corpus-release"}';
    expect(logged).toContain(line);
    expect(await refusal('walking › Short walks beat long rest')).toMatch(/^In quarantine/);
    expect(await refusal('walking › Short walks beat long rest')).toMatch(/is withheld already/);
  });
});

test('/corpus pause leaves safety notices alone, and resume brings the rest back', async () => {
  const running = await runModerated();
  const { discord, moderator } = running;
  expect(await told(moderator, 'corpus pause')).toMatch(/^Paused: /);
  expect(await quotedNow(running)).toContain('is paused');
  expect(await told(moderator, 'corpus status')).toContain('not answered: paused');
  expect(
    (await (await moderator.autocomplete('corpus quarantine', 'passage', 'guard')).choices()).length,
  ).toBeGreaterThan(0);
  expect(await told(discord.member(), 'ask', { question: 'numb between my legs and cannot pee' })).toMatch(/EMERGENCY/);
  expect(await told(moderator, 'corpus resume')).toMatch(/^Resumed: /);
  expect(await quotedNow(running)).toContain(GUARD);
});

test('/corpus gaps tells in counts what members did not find', async () => {
  const running = await runModerated();
  const { discord, moderator } = running;
  for (let time = 0; time < 5; time++)
    await (await discord.member().slash('ask', { question: 'bar bread walking table' })).reply();
  await eventually(() => told(moderator, 'corpus gaps')).toMatch(/Questions without an answer: 5/);
  const gaps = await told(moderator, 'corpus gaps');
  expect(gaps).toMatch(/- 5: (?:bar|walking|table)/);
  expect(gaps).not.toContain('bread');
});

describe('Report', () => {
  const report = async (member: Member, answer: Message) => {
    const which = await (await member.press(answer, 'Report')).reply();
    const why = await (await member.choose(which, 'The passage', [SECTION])).reply();
    expect([which, why].every(({ ephemeral }) => ephemeral)).toBe(true);
    return (await (await member.choose(why, 'What is wrong', ['It is out of date'])).reply()).text;
  };

  test('counts the passage and the reason, tells moderators without a name, and offers them to withhold it', async () => {
    const running = await runModerated();
    const { discord, moderator } = running;
    const member = discord.member({ name: 'Ottilie' });
    const answer = await (await member.slash('ask', { question: TWO })).reply();
    expect(await report(member, answer)).toBe(NOTES.reported);
    const notice = await discord.nextMessage(discord.channel('moderators'));
    expect(notice.text).toMatch(/Short walks beat long rest \(`\w+`\)\nIt is out of date\.$/);
    expect(notice.text).not.toMatch(new RegExp(`Ottilie|${member.id}|jolt`));
    expect(await told(moderator, 'corpus gaps')).toContain('Short walks beat long rest (It is out of date)');

    const refusal = await (await member.press(notice, 'Quarantine')).reply();
    expect(refusal.text).toBe(NOTES.notAModerator);
    expect(await told(member, 'ask', { question: TWO })).toContain(WALKS);
    const done = await (await moderator.press(notice, 'Quarantine')).reply();
    expect(done.text).toMatch(/^In quarantine: /);
    expect(await told(member, 'ask', { question: TWO })).not.toContain(WALKS);
  });

  test('is counted once, and also where the channel cannot be written to', async () => {
    const { discord, counted } = await runModerated();
    discord.fail('create_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: TWO })).reply();
    expect(await report(member, answer)).toBe(NOTES.reported);
    expect(await report(member, answer)).toBe(NOTES.reportedBefore);
    expect(counted).toContainEqual(['failure', 'discord-50013']);
  });

  test('that reached nobody can be sent again', async () => {
    const { discord, moderationDir } = await runModerated();
    // Where the folder of the counts should be stands a file.
    const obstacle = path.join(moderationDir, 'counts');
    await mkdir(moderationDir, { recursive: true });
    await writeFile(obstacle, '');
    discord.fail('create_message', { status: 403, code: 50_013, message: 'Missing Permissions' });
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: TWO })).reply();
    expect(await report(member, answer)).toBe(NOTES.failed);
    await rm(obstacle);
    expect(await report(member, answer)).toBe(NOTES.reported);
    expect(await report(member, answer)).toBe(NOTES.reportedBefore);
  });

  test('of a passage that is gone, or withheld by now, says so', async () => {
    const running = await runModerated();
    const member = running.discord.member();
    const answer = await (await member.slash('ask', { question: 'can I go upside down with glaucoma' })).reply();
    const why = await (await member.press(answer, 'Report')).reply();
    const [choice] = await (
      await running.moderator.autocomplete('corpus quarantine', 'passage', 'eye pressure')
    ).choices();
    await told(running.moderator, 'corpus quarantine', { passage: String(choice!.value), reason: 'wrong' });
    const reply = await (await member.choose(why, 'What is wrong', ['It is out of date'])).reply();
    expect(reply.text).toBe(NOTES.gone);
    expect((await (await member.press(answer, 'Report')).reply()).text).toBe(NOTES.gone);
  });
});
