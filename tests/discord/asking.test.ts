import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { REMARKS } from '#src/answer/answer.js';
import { NOTES } from '#src/discord/render-texts.js';
import type { Librarian } from '#src/answer-question.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { EMERGENCY, OFF_TOPIC, openLibrary, QUESTION, READ, runBot, URGENT } from './running-bot.js';

openLibrary();

/** The same librarian, whose search takes its time. */
const slow =
  (milliseconds: number) =>
  (whole: Librarian): Librarian => {
    const { searcher } = whole;
    const embed = async (text: string, role: 'question' | 'passage') => {
      await sleep(milliseconds);
      return searcher!.embedder.embed(text, role);
    };
    return { ...whole, searcher: { ...searcher!, embedder: { ...searcher!.embedder, embed } } };
  };

describe('/ask', () => {
  test('answers the member alone, at once, with quotes and the disclaimer last', async () => {
    const { discord, counted } = await runBot();
    const asked = await discord.member().slash('ask', { question: QUESTION });
    const answer = await asked.reply();
    expect(asked.acknowledgement).toBe('reply');
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.text.endsWith(DISCLAIMER)).toBe(true);
    expect(answer.text).not.toContain(QUESTION);
    expect(answer.labels).toEqual(['More', READ, 'Share', 'Helpful', 'Not helpful', 'Report']);
    await discord.quiet();
    expect(counted).toContainEqual(['question', 'ask', 'quotes']);
    expect(counted).toContainEqual(['latency', 'acknowledged', 'ask']);
  });

  test('answers everybody where the member shares it, with Delete in place of Share', async () => {
    const { discord } = await runBot();
    const answer = await (await discord.member().slash('ask', { question: QUESTION, share: true })).reply();
    expect(answer.ephemeral).toBe(false);
    expect(answer.labels).toContain('Delete');
    expect(answer.labels).not.toContain('Share');
  });

  test.each([
    ['an emergency', EMERGENCY, /^# 🚨 EMERGENCY\n\*\*/u],
    ['a sign for today', URGENT, /^## ⚠️ SEE SOMEBODY TODAY\n\*\*/u],
  ])('keeps %s private although the member shares it, and offers no Share', async (_, question, start) => {
    const { discord, counted } = await runBot();
    const answer = await (await discord.member().slash('ask', { question, share: true })).reply();
    expect(answer.ephemeral).toBe(true);
    expect(answer.labels).not.toContain('Share');
    expect(answer.text).toMatch(start);
    expect(answer.text).toContain(REMARKS['not-shared']);
    expect(answer.text.endsWith(DISCLAIMER)).toBe(true);
    expect(counted.map(([what]) => what)).toContain('notice');
  });

  test('names the emergency number of the country that the locale tells of, and none for American English', async () => {
    const { discord } = await runBot();
    const textFor = async (locale: string) =>
      (await (await discord.member({ locale }).slash('ask', { question: EMERGENCY })).reply()).text;
    expect(await textFor('de')).toContain('**Emergency number: 112**');
    expect(await textFor('en-GB')).toContain('**Emergency number: 999 or 112**');
    expect(await textFor('en-US')).not.toContain('Emergency number:');
  });

  test('says so when the articles hold no answer', async () => {
    const { discord } = await runBot();
    const answer = await (await discord.member().slash('ask', { question: OFF_TOPIC })).reply();
    expect(answer.text).toMatch(/^The articles hold no passage that answers this\./);
    expect(answer.text.endsWith(DISCLAIMER)).toBe(true);
  });

  test.each([' ', '???'])('says how to ask where nothing is: "%s"', async (question) => {
    const { discord } = await runBot();
    expect((await (await discord.member().slash('ask', { question })).reply()).text).toContain('**How to ask**');
  });

  test('opens the nearest topics that it names, when it has no answer', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: 'bar bread walking table' })).reply();
    expect(answer.text).toContain('Nearest topics: ');
    const page = await (await member.press(answer, answer.labels[0]!)).reply();
    expect(page.text).toContain(`**${answer.labels[0]!} › `);
  });

  test('works in direct messages with the bot', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: QUESTION }, { in: member.dm })).reply();
    expect(answer.text).toMatch(/^> \*\*/);
  });
});

describe('when the library cannot be searched', () => {
  test('an emergency gets its notice, and a question hears why it gets no quotes', async () => {
    const { discord } = await runBot({ librarian: (whole) => ({ ...whole, searcher: null }) });
    const member = discord.member();
    expect((await (await member.slash('ask', { question: EMERGENCY })).reply()).text).toMatch(/^# 🚨 EMERGENCY/u);
    expect((await (await member.slash('ask', { question: QUESTION })).reply()).text).toContain(REMARKS['not-searched']);
    for (const command of ['lookup', 'sources'] as const) {
      const options = command === 'lookup' ? { topic: 'passage:0000000000' } : {};
      expect((await (await member.slash(command, options)).reply()).text).toBe(NOTES.closed);
    }
    expect((await (await member.slash('about')).reply()).text).toContain('none can be searched right now');
    expect(await (await member.autocomplete('lookup', 'topic', 'bar')).choices()).toEqual([]);
  });
});

describe('a slow answer', () => {
  test('is announced in time, to the same eyes, and edited in', async () => {
    const { discord } = await runBot({ librarian: slow(1700) });
    const asked = await discord.member().slash('ask', { question: QUESTION });
    const answer = await asked.reply();
    expect(asked.acknowledgement).toBe('defer');
    expect(asked.acknowledgedAfterMs).toBeLessThan(3000);
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toMatch(/^> \*\*/);
  });

  test('does not hold back a notice, which then comes alone', async () => {
    const { discord } = await runBot({ librarian: slow(10_000) });
    const asked = await discord.member().slash('ask', { question: URGENT });
    const answer = await asked.reply();
    expect(asked.acknowledgement).toBe('reply');
    expect(answer.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(answer.text).toContain(REMARKS['not-searched']);
  });
});

describe('an answer that fails', () => {
  const failing = (whole: Librarian) => {
    const { rules } = whole;
    return {
      ...whole,
      get searcher(): never {
        throw new Error('a fault');
      },
      rules,
    };
  };

  test('is said to have failed', async () => {
    const { discord, logged, counted } = await runBot({ librarian: failing });
    const answer = await (await discord.member().slash('ask', { question: QUESTION })).reply();
    expect(answer.text).toBe(NOTES.failed);
    expect(logged.join('\n')).not.toContain(QUESTION);
    expect(counted).toContainEqual(['question', 'ask', 'failed']);
  });

  test('leaves the notice standing, and the failure is counted', async () => {
    const { discord, logged, counted } = await runBot({ librarian: failing });
    const member = discord.member();
    const answer = await (await member.slash('ask', { question: URGENT })).reply();
    expect(answer.text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    await member.says(discord.channel(), `${discord.bot} ${URGENT}`);
    expect((await discord.nextMessage(discord.channel())).text).toMatch(/^## ⚠️ SEE SOMEBODY TODAY/u);
    expect(counted.filter(([what]) => what === 'failure')).toEqual([
      ['failure', 'Error'],
      ['failure', 'Error'],
    ]);
    expect(logged.join('\n')).not.toContain(URGENT);
  });
});

describe('a member who asks again at once', () => {
  const settings = { cooldownSeconds: 60 };

  test('is asked for patience, in private, also where the answer would have been public', async () => {
    const { discord, counted } = await runBot({ settings });
    const member = discord.member();
    await (await member.slash('ask', { question: QUESTION })).reply();
    const second = await (await member.slash('ask', { question: QUESTION, share: true })).reply();
    expect(second.text).toMatch(/^One question at a time: please ask again in \d+ seconds\.$/);
    expect(second.ephemeral).toBe(true);
    expect(counted).toContainEqual(['question', 'ask', 'cooldown']);
  });

  test('gets a notice all the same', async () => {
    const { discord } = await runBot({ settings });
    const member = discord.member();
    await (await member.slash('ask', { question: QUESTION })).reply();
    expect((await (await member.slash('ask', { question: EMERGENCY })).reply()).text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  test('does not keep others waiting', async () => {
    const { discord } = await runBot({ settings });
    await (await discord.member().slash('ask', { question: QUESTION })).reply();
    expect((await (await discord.member().slash('ask', { question: QUESTION })).reply()).text).toMatch(/^> \*\*/);
  });
});

describe('when Discord refuses or loses a reply', () => {
  test('an answer is sent once more without its buttons', async () => {
    const { discord, counted } = await runBot();
    discord.fail('create_interaction_response', { status: 400, code: 50_035, message: 'Invalid Form Body' });
    const answer = await (await discord.member().slash('ask', { question: QUESTION })).reply();
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.labels).toEqual([]);
    expect(counted).toContainEqual(['failure', 'discord-50035']);
  });

  test.each([
    ['refuses its form', { status: 400, code: 50_035, message: 'Invalid Form Body' }, []],
    // discord.js tries four times by itself.
    ['breaks the connection', { cut: true, times: 4 }, [READ]],
  ])('an answer that was announced is sent once more where Discord %s', async (_, fault, labels) => {
    const { discord } = await runBot({ librarian: slow(1700) });
    discord.fail('update_original_webhook_message', fault);
    const asked = await discord.member().slash('ask', { question: QUESTION });
    const answer = await asked.reply();
    expect(asked.acknowledgement).toBe('defer');
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.labels).toEqual(expect.arrayContaining(labels));
    expect(answer.labels.length > 0).toBe(labels.length > 0);
  });

  test('a reply that arrived although its connection broke is not sent twice', async () => {
    const { discord, counted } = await runBot();
    discord.fail('create_interaction_response', { afterDoing: true, cut: true });
    const asked = await discord.member().slash('ask', { question: QUESTION });
    await asked.reply();
    await discord.quiet();
    expect(asked.followUps).toEqual([]);
    expect(counted.filter(([what]) => what === 'failure')).toEqual([]);
  });

  test('one that fails on their side is repeated', async () => {
    const { discord } = await runBot();
    discord.fail('create_interaction_response', { status: 503 });
    expect((await (await discord.member().slash('ask', { question: QUESTION })).reply()).text).toMatch(/^> \*\*/);
  });

  test('an interaction that is too old is counted, and the bot goes on', async () => {
    const { discord, counted } = await runBot();
    const member = discord.member();
    await member.slash('ask', { question: QUESTION }, { ageMs: 4000 });
    await discord.quiet();
    expect(counted).toContainEqual(['missed']);
    expect((await (await member.slash('ask', { question: QUESTION })).reply()).text).toMatch(/^> \*\*/);
  });
});

// `npm run benchmark -- discord` does this with 200, and with Discord in another process.
test('40 members who ask at once are all answered', async () => {
  const { discord } = await runBot();
  const asked = await Promise.all(
    Array.from({ length: 40 }, () => discord.member().slash('ask', { question: QUESTION })),
  );
  const answers = await Promise.all(asked.map((one) => one.reply()));
  expect(answers.every(({ text }) => text.startsWith('> **'))).toBe(true);
});

test('neither log nor counts hold a word of a question or an id of a member', async () => {
  const { discord, logged, counted } = await runBot();
  const member = discord.member({ name: 'Ottilie' });
  discord.fail('create_interaction_response', { status: 400, code: 50_035, message: 'Invalid Form Body', times: 2 });
  await member.slash('ask', { question: 'my ostrich and my lower back hurt' });
  await discord.quiet();
  const kept = [...logged, ...counted.map((words) => words.join(' '))].join('\n');
  expect(logged.length).toBeGreaterThan(0);
  expect(kept).not.toMatch(new RegExp(`ostrich|Ottilie|${member.id}`));
});
