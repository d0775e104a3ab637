import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { REMARKS } from '#src/answer/answer.js';
import { moderated } from '#src/moderated.js';
import { openDecisions, type Decisions } from '#src/moderation/decisions.js';
import { readSums } from '#src/moderation/counters.js';
import { NOTES } from '#src/discord/render-texts.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { folderForTest } from '../fixtures/folders.js';
import { CHEST, OFF_TOPIC, openLibrary, QUESTION, READ, runBot, URGENT } from './running-bot.js';

openLibrary();
const ARTICLE = 'Why a bar hang can hurt';
const section = (heading: string) => ({ article: 'long-hangs', heading });

/** A bot that heeds decisions of its own. */
async function runModerated() {
  const folder = await folderForTest();
  const decisions: Decisions = await openDecisions(folder);
  onTestFinished(() => {
    decisions.close();
  });
  const running = await runBot({ librarian: (whole) => moderated(whole, decisions.standing()) });
  const quarantine = (heading: string) =>
    decisions.record({
      kind: 'quarantine',
      by: '123456789012345678',
      ...section(heading),
      reason: 'the other way round',
    });
  const decide = (kind: 'pause' | 'resume') => decisions.record({ kind, by: '123456789012345678' });
  return { ...running, quarantine, decide, member: running.discord.member() };
}

describe('a section that is withheld', () => {
  test('is gone from answers, More and Share, also of messages from before', async () => {
    const { member, discord, quarantine } = await runModerated();
    const before = await (await member.slash('ask', { question: QUESTION })).reply();
    const [first] = /(?<=› ).*?(?=\*\*)/.exec(before.text)!;
    const second = /(?<=› ).*?(?=\*\*)/.exec((await (await member.press(before, 'More')).reply()).text)![0];
    await quarantine(second);
    const more = await (await member.press(before, 'More')).reply();
    expect(more.text).not.toContain(second);
    await quarantine(first);
    expect((await (await member.press(before, 'Share')).reply()).text).toBe(NOTES.gone);
    expect((await (await member.press(before, READ)).reply()).text).toBe(NOTES.gone);
    const after = await (await discord.member().slash('ask', { question: QUESTION })).reply();
    for (const text of [first, second, 'withheld', 'the other way round']) expect(after.text).not.toContain(text);
  });

  test('is gone from the list while a member types, and from the pages of its article', async () => {
    const { member, quarantine } = await runModerated();
    const choicesFor = async (typed: string) => (await member.autocomplete('lookup', 'topic', typed)).choices();
    expect((await choicesFor('weight that pulls')).map(({ name }) => name)).toEqual([`Weight that pulls (${ARTICLE})`]);
    await quarantine('Weight that pulls');
    expect(await choicesFor('weight that pulls')).toEqual([]);
    const [choice] = await choicesFor(ARTICLE);
    const page = await (await member.slash('lookup', { topic: String(choice!.value) })).reply();
    expect(page.text).toContain('Section 1 of 2');
    await quarantine('Muscles that guard');
    await quarantine('Joints that arch');
    expect((await choicesFor(ARTICLE)).map(({ name }) => name)).toEqual([]);
    expect((await (await member.press(page, 'Next')).reply()).text).toBe(NOTES.gone);
    const sources = await (await member.autocomplete('sources', 'article', ARTICLE)).choices();
    expect(sources).toEqual([]);
  });

  test('leaves the words of members for it to the next best passage, or to none', async () => {
    const { member, quarantine, discord } = await runModerated();
    await quarantine('Muscles that guard');
    const typed = await (await member.autocomplete('lookup', 'topic', 'a')).choices();
    for (const { value } of typed) {
      const page = await (await discord.member().slash('lookup', { topic: String(value) })).reply();
      expect(page.text).not.toBe(NOTES.gone);
    }
  });
});

describe('while the bot is paused', () => {
  test('questions are answered with that line alone, and with quotes again afterwards', async () => {
    const { member, decide } = await runModerated();
    const before = await (await member.slash('ask', { question: QUESTION })).reply();
    await decide('pause');
    const { text } = await (await member.slash('ask', { question: QUESTION })).reply();
    expect(text.split('\n')[0]).toBe(REMARKS.paused);
    expect(text).not.toContain('The articles hold no passage');
    expect(text).not.toContain('>');
    expect(text.endsWith(DISCLAIMER)).toBe(true);
    await decide('resume');
    expect((await (await member.slash('ask', { question: QUESTION })).reply()).text).toBe(before.text);
  });

  test('notices come as always', async () => {
    const { member, decide } = await runModerated();
    await decide('pause');
    expect((await (await member.slash('ask', { question: CHEST })).reply()).text).toMatch(/^# 🚨 EMERGENCY/u);
    const urgent = await (await member.slash('ask', { question: URGENT })).reply();
    expect(urgent.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(urgent.text).toContain(REMARKS.paused);
  });

  test.each(['More', 'Share', READ])('%s says so too', async (label) => {
    const { member, decide } = await runModerated();
    const before = await (await member.slash('ask', { question: QUESTION })).reply();
    await decide('pause');
    expect((await (await member.press(before, label)).reply()).text).toBe(REMARKS.paused);
  });

  test('lookups and sources say so, and nothing is offered while a member types', async () => {
    const { member, decide } = await runModerated();
    const [choice] = await (await member.autocomplete('lookup', 'topic', ARTICLE)).choices();
    await decide('pause');
    expect(await (await member.autocomplete('lookup', 'topic', ARTICLE)).choices()).toEqual([]);
    const topic = String(choice!.value);
    expect((await (await member.slash('lookup', { topic })).reply()).text).toBe(REMARKS.paused);
    expect((await (await member.slash('lookup', { topic: ARTICLE })).reply()).text).toContain(REMARKS.paused);
    expect((await (await member.slash('sources', {})).reply()).text).toBe(REMARKS.paused);
  });
});

describe('what is not found', () => {
  test('is counted by topic and by words of the corpus, and nothing is while the bot is paused', async () => {
    const { member, decide, moderationDir, discord } = await runModerated();
    await decide('pause');
    await (await member.slash('ask', { question: OFF_TOPIC })).reply();
    await discord.quiet();
    expect([...(await readSums(moderationDir))]).toEqual([]);
    await decide('resume');
    await (await member.slash('ask', { question: `${OFF_TOPIC} Rosalind` })).reply();
    await (await member.slash('ask', { question: QUESTION })).reply();
    await vi.waitFor(async () => {
      expect((await readSums(moderationDir)).get('unanswered all')).toBe(1);
    }, 5000);
    expect([...(await readSums(moderationDir)).keys()].join()).not.toMatch(/rosalind|graphics/i);
  });
});
