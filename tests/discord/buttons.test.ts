import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { NOTES } from '#src/discord/render-texts.js';
import { readSums } from '#src/moderation/counters.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { openLibrary, QUESTION, READ, runBot, URGENT } from './running-bot.js';

openLibrary();

describe('More', () => {
  test('shows the passages that had no room, to whoever asks for them alone', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
    const more = await (await discord.member().press(answer, 'More')).reply();
    expect(more.ephemeral).toBe(true);
    expect(more.text).toMatch(/^> \*\*/);
    expect(more.text.endsWith(DISCLAIMER)).toBe(true);
    const headings = [answer, more].flatMap(({ text }) => text.match(/› .*(?=\*\*)/g) ?? []);
    expect(new Set(headings).size).toBe(headings.length);
  });

  test('repeats the notice of its answer, with the sentences that its signs added and the number of its country', async () => {
    const { discord } = await runBot();
    const member = discord.member({ locale: 'de' });
    const question = `I had a back operation two weeks ago and now I have a fever. ${QUESTION}`;
    const answer = await (await member.slash('ask', { question })).reply();
    const more = await (await member.press(answer, 'More')).reply();
    expect(more.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(more.text).toContain('Call the team that operated on you.');
    expect(more.text).toContain('Emergency number: 112');
    expect(more.text.split('\n\n')[0]).toBe(answer.text.split('\n\n')[0]);
    expect(more.labels).not.toContain('Share');
  });

  test('gives the notice of the level where the message of its answer cannot be read', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: `${URGENT} ${QUESTION}` })).reply();
    answer.content = '';
    const more = await (await member.press(answer, 'More')).reply();
    expect(more.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
  });
});

describe('Read', () => {
  test('opens the article that it names at the section that was quoted', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION })).reply();
    const page = await (await member.press(answer, READ)).reply();
    expect(page.text.split('\n')[0]).toBe(answer.text.split('\n')[0]);
    expect(page.labels).toEqual(['Previous', 'Next', 'Sources', 'Share']);
  });

  test('repeats the notice of its answer on every page, none of which can be shared', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: `${URGENT} ${QUESTION}` })).reply();
    const [notice] = answer.text.split('\n\n');
    expect(notice).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    const page = await (await member.press(answer, READ)).reply();
    const seen = [page.text];
    await (await member.press(page, 'Next')).reply();
    seen.push(page.text);
    expect(new Set(seen).size).toBe(2);
    for (const text of seen) expect(text.startsWith(`${notice}\n\n> **`)).toBe(true);
    expect(page.labels).toEqual(['Previous', 'Next', 'Sources']);
  });

  test('does so too where its button is from before notices went with it', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: `${URGENT} ${QUESTION}` })).reply();
    const read = answer.buttons.find((one) => 'label' in one && one.label === READ) as { custom_id: string };
    read.custom_id = read.custom_id.replace('.urgent', '');
    const page = await (await member.press(answer, READ)).reply();
    expect(page.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(page.labels).not.toContain('Share');
  });
});

describe('Helpful and Not helpful', () => {
  test('are counted for the passages that were shown, and nothing else is written', async () => {
    const { discord, moderationDir } = await runBot();
    const [anna, ben] = [discord.member(), discord.member()];
    const answer = await (await anna.slash('ask', { question: QUESTION, share: true })).reply();
    expect((await (await anna.press(answer, 'Helpful')).reply()).text).toBe(NOTES.thanks);
    await (await ben.press(answer, 'Not helpful')).reply();
    await discord.quiet();
    await vi.waitFor(async () => {
      const kept = [...(await readSums(moderationDir))];
      const shown = answer.text.match(/^> \*\*/gm)!.length;
      expect(kept).toHaveLength(shown * 2);
      for (const [counted, times] of kept) {
        expect(counted).toMatch(/^(?:not-)?helpful [0-9a-v]{10}$/);
        expect(times).toBe(1);
      }
    });
  });

  test('count once for a member', async () => {
    const { discord, moderationDir } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION })).reply();
    await (await member.press(answer, 'Helpful')).reply();
    expect((await (await member.press(answer, 'Not helpful')).reply()).text).toBe(NOTES.voted);
    await discord.quiet();
    await vi.waitFor(async () => {
      expect([...(await readSums(moderationDir)).keys()].join()).toMatch(/^helpful/);
    });
    expect([...(await readSums(moderationDir)).keys()].join()).not.toContain('not-helpful');
  });
});

test('a vote that cannot be written is not said to be counted', async () => {
  const { discord, moderationDir, counted } = await runBot();
  const member = discord.member();
  const answer = await (await member.slash('ask', { question: QUESTION })).reply();
  await mkdir(path.join(moderationDir, 'counts'), { recursive: true });
  await writeFile(path.join(moderationDir, 'counts', 'counts.json'), 'no counts');
  expect((await (await member.press(answer, 'Helpful')).reply()).text).toBe(NOTES.voteWaits);
  expect(counted).toContainEqual(['failure', 'vote']);
  expect((await (await member.press(answer, 'Helpful')).reply()).text).toBe(NOTES.voted);
});

describe('Share', () => {
  test('posts the passages without the question', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION })).reply();
    const shared = await (await member.press(answer, 'Share')).reply();
    expect(shared.ephemeral).toBe(false);
    expect(shared.text).toContain(answer.text.split('\n')[0]);
    expect(shared.text).not.toContain(QUESTION);
    expect(shared.text.endsWith(DISCLAIMER)).toBe(true);
    expect(shared.labels).toContain('Delete');
  });

  test('pressed twice posts once', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION })).reply();
    const presses = await Promise.all([member.press(answer, 'Share'), member.press(answer, 'Share')]);
    const replies = await Promise.all(presses.map((press) => press.reply()));
    expect(replies.map(({ ephemeral }) => ephemeral)).toEqual([false, true]);
    expect(replies[1]!.text).toBe(NOTES.shared);
  });

  test('posts every page of an article once', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION })).reply();
    const page = await (await member.press(answer, READ)).reply();
    const first = await (await member.press(page, 'Share')).reply();
    await (await member.press(page, 'Next')).reply();
    const second = await (await member.press(page, 'Share')).reply();
    expect([first.ephemeral, second.ephemeral]).toEqual([false, false]);
    expect(second.text).not.toBe(first.text);
  });
});

describe('Delete', () => {
  const plan = {
    guilds: [{ channels: ['general'], roles: ['Moderators'] }],
    settings: (discord: { role(name: string): { id: string } }) => ({
      moderatorRoleIds: [discord.role('Moderators').id],
    }),
  };

  test('takes a public answer away for the member who asked', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
    await member.press(answer, 'Delete');
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });

  test.each([
    ['a moderator by role', { roles: ['Moderators'] }],
    ['somebody who may delete messages anyway', { permissions: ['ManageMessages'] as const }],
  ])('does so for %s', async (_, who) => {
    const { discord } = await runBot(plan);
    const answer = await (await discord.member().slash('ask', { question: QUESTION, share: true })).reply();
    await discord.member(who).press(answer, 'Delete');
    await discord.quiet();
    expect(answer.deleted).toBe(true);
  });

  test('is refused to anybody else, in private', async () => {
    const { discord } = await runBot(plan);
    const answer = await (await discord.member().slash('ask', { question: QUESTION, share: true })).reply();
    const refused = await (await discord.member().press(answer, 'Delete')).reply();
    expect(refused.text).toBe(NOTES.notYours);
    expect(refused.ephemeral).toBe(true);
    expect(answer.deleted).toBe(false);
  });

  test('is not lost where the first word of it arrived although its connection broke', async () => {
    const { discord, counted } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
    discord.fail('create_interaction_response', { afterDoing: true, cut: true });
    await member.press(answer, 'Delete');
    await discord.quiet();
    expect(answer.deleted).toBe(true);
    expect(counted.filter(([what]) => what === 'failure')).toEqual([]);
  });

  test('of an answer that is already gone does no harm', async () => {
    const { discord, counted } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
    discord.fail('delete_original_webhook_message', { status: 404, code: 10_008, message: 'Unknown Message' });
    await member.press(answer, 'Delete');
    await discord.quiet();
    expect(counted).toContainEqual(['failure', 'discord-10008']);
    expect((await (await member.slash('ask', { question: QUESTION })).reply()).text).toMatch(/^> \*\*/);
  });
});

test('buttons work after a restart', async () => {
  const running = await runBot();
  const { discord } = running;
  const member = discord.member();
  const answer = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
  await running.restart();
  expect((await (await member.press(answer, 'More')).reply()).text).toMatch(/^> \*\*/);
  expect((await (await member.press(answer, READ)).reply()).text).toMatch(/^> \*\*/);
  await member.press(answer, 'Delete');
  await discord.quiet();
  expect(answer.deleted).toBe(true);
});

test.each([
  ['of another version', '0.more.x', NOTES.oldButton],
  ['that names a passage that is gone', '1.read.0000000000', NOTES.gone],
  ['that shares passages that are gone', '1.share.0000000000', NOTES.gone],
  ['with more of them', '1.more.-.0000000000', NOTES.gone],
  ['that lists the sources of one', '1.sources.0000000000.-', NOTES.gone],
])('a button %s is answered with what to do', async (_, custom_id, words) => {
  const { discord } = await runBot();
  const member = discord.member();
  const answer = await (await member.slash('ask', { question: QUESTION })).reply();
  const [row] = answer.components;
  Object.assign((row as { components: { custom_id: string }[] }).components[0]!, { custom_id });
  expect((await (await member.press(answer, custom_id)).reply()).text).toBe(words);
});
