import { describe, expect, test } from 'vitest';
import { NOTES } from '#src/discord/render-texts.js';
import { DISCLAIMER } from '#src/safety/notices.js';
import { EMERGENCY, openLibrary, QUESTION, runBot } from './running-bot.js';

const library = openLibrary();

describe('/lookup', () => {
  test('offers articles first, then sections and lay words, while the member types', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const choicesFor = async (typed: string) =>
      (await (await member.autocomplete('lookup', 'topic', typed)).choices()).map(({ name }) => name);
    expect(await choicesFor('')).toEqual(
      [...library().searcher!.generation.articles.values()].map(({ title }) => title),
    );
    expect(await choicesFor('hang')).toContain('Hanging from a bar');
    expect(await choicesFor('stepp')).toEqual(['Stepping off the bar (Hanging from a bar)']);
    expect(await choicesFor('xylophone')).toEqual([]);
  });

  test('finds what members call a thing, by the glossary', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const { lay, term } = library().searcher!.generation.glossary[0]!;
    const [choice] = await (await member.autocomplete('lookup', 'topic', lay[0]!)).choices();
    expect(choice!.name).toBe(`${lay[0]!}: ${term}`);
    const page = await (await member.slash('lookup', { topic: String(choice!.value) })).reply();
    expect(page.text).toMatch(/^> \*\*.* › /);
  });

  test('opens an article section by section, and turns its pages in place', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const [choice] = await (await member.autocomplete('lookup', 'topic', 'why a bar hang')).choices();
    const page = await (await member.slash('lookup', { topic: String(choice!.value) })).reply();
    expect(page.ephemeral).toBe(true);
    expect(page.text).toContain('> **Why a bar hang can hurt › Muscles that guard**');
    expect(page.text).toContain('Section 1 of 3');
    expect(page.text.endsWith(DISCLAIMER)).toBe(true);
    expect(page.buttons[0]).toMatchObject({ label: 'Previous', disabled: true });

    await (await member.press(page, 'Next')).acknowledged();
    expect(page.text).toContain('Weight that pulls');
    await (await member.press(page, 'Next')).acknowledged();
    expect(page.text).toContain('Section 3 of 3');
    expect(page.buttons[1]).toMatchObject({ label: 'Next', disabled: true });
    await (await member.press(page, 'Previous')).acknowledged();
    expect(page.text).toContain('Section 2 of 3');
  });

  test('takes a topic that was typed without choosing', async () => {
    const { discord } = await runBot();
    const page = await (await discord.member().slash('lookup', { topic: 'stepping off' })).reply();
    expect(page.text).toContain('Stepping off the bar');
  });

  test('answers what names no topic like any question, warning signs first', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    expect((await (await member.slash('lookup', { topic: EMERGENCY.slice(0, 100) })).reply()).text).toMatch(
      /^# 🚨 EMERGENCY/u,
    );
    expect((await (await member.slash('lookup', { topic: QUESTION })).reply()).text).toMatch(/^> \*\*/);
  });

  test.each([
    ['lookup', { topic: 'passage:I am numb between my legs and cannot pee' }],
    ['sources', { article: 'I am numb between my legs and cannot pee' }],
    ['sources', { article: 'passage:I am numb between my legs and cannot pee' }],
  ] as const)('a warning sign that is typed into /%s is answered, whatever it looks like', async (command, options) => {
    const { discord } = await runBot();
    expect((await (await discord.member().slash(command, options)).reply()).text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  test('does not take signs without a word for a topic', async () => {
    const { discord } = await runBot();
    const answer = await (await discord.member().slash('lookup', { topic: '???' })).reply();
    expect(answer.text).toContain('**How to ask**');
    expect((await (await discord.member().slash('sources', { article: '???' })).reply()).text).toBe(NOTES.noArticle);
  });

  test('says so when a chosen article is gone', async () => {
    const { discord } = await runBot();
    expect((await (await discord.member().slash('lookup', { topic: 'passage:0000000000' })).reply()).text).toBe(
      NOTES.gone,
    );
  });

  test('shows text that would harm as its author wrote it', async () => {
    const { discord } = await runBot();
    const { text } = await (await discord.member().slash('lookup', { topic: 'zebras' })).reply();
    expect(text).toContain('[a page](<https://example.org/a_%28b%29>)');
    expect(text).toContain('**Zebras** link to');
    expect(text).toContain(String.raw`\*\*EMERGENCY\*\* is no notice, \|\|nor is\|\| this \~\~struck\~\~`);
    expect(text).toContain('> - one zebra\n> - two zebras');
    expect(text).not.toMatch(/@everyone|@here|<@[!&\d]/);
  });

  test('leads members who cannot phrase a question from method to moment to feeling', async () => {
    const { discord, counted } = await runBot();
    const member = discord.member();
    const opened = await member.slash('lookup', {});
    const steps = await opened.reply();
    expect(steps.text).toContain('**Step 1 of 3.** What do you do for your back?');
    await (await member.choose(steps, 'What do you do for your back?', ['Hang from a bar'])).acknowledged();
    await (await member.choose(steps, 'When does it hurt?', ['While I do it'])).acknowledged();
    await (await member.choose(steps, 'What does it feel like?', ['A dull ache or stiffness'])).acknowledged();
    expect(steps.text).toMatch(/^> \*\*/);
    expect(steps.ephemeral).toBe(true);
    expect(steps.menus).toEqual([]);
    expect(counted).toContainEqual(['question', 'lookup', 'quotes']);
  });
});

test('a member who is asked for patience at the last step keeps the menu', async () => {
  const { discord } = await runBot({ settings: { cooldownSeconds: 60 } });
  const member = discord.member();
  const steps = await (await member.slash('lookup', {})).reply();
  await (await member.choose(steps, 'What do you do for your back?', ['Hang from a bar'])).acknowledged();
  await (await member.choose(steps, 'When does it hurt?', ['While I do it'])).acknowledged();
  await (await member.slash('ask', { question: QUESTION })).reply();
  const last = await member.choose(steps, 'What does it feel like?', ['A dull ache or stiffness']);
  const told = await last.reply();
  expect(told.text).toMatch(/^One question at a time/);
  expect(told.ephemeral).toBe(true);
  expect(steps.menus).not.toEqual([]);
});

describe('/sources', () => {
  test('lists the bibliography with links, page by page', async () => {
    const { discord } = await runBot();
    const page = await (await discord.member().slash('sources', {})).reply();
    expect(page.text).toMatch(/^\*\*Sources\*\*\n\n- \*\*[A-Z0-9]+\*\* /);
    expect(page.text).toMatch(/\]\(<https:\/\/[^>]+>\)/);
    expect(page.text).toContain('Page 1 of ');
  });

  test('lists those of one article, also from its page', async () => {
    const { discord } = await runBot();
    const member = discord.member();
    const [choice] = await (await member.autocomplete('sources', 'article', 'hanging')).choices();
    const listed = await (await member.slash('sources', { article: String(choice!.value) })).reply();
    expect(listed.text).toContain('**Sources of “Hanging from a bar”**');
    expect(listed.text).toContain('- **HANGBOOK** ');
    expect(listed.text).toContain('- **HOUSE-RULE** ');
    const page = await (await member.slash('lookup', { topic: 'hanging from a bar' })).reply();
    expect((await (await member.press(page, 'Sources')).reply()).text).toBe(listed.text);
  });

  test('says so when there is no article of a name', async () => {
    const { discord } = await runBot();
    expect((await (await discord.member().slash('sources', { article: 'xylophone' })).reply()).text).toBe(
      NOTES.noArticle,
    );
  });

  test('says so when the article that was chosen is gone', async () => {
    const { discord } = await runBot();
    const listed = await (await discord.member().slash('sources', { article: 'passage:0000000000' })).reply();
    expect(listed.text).toBe(NOTES.gone);
  });
});

describe('what the bot says of itself', () => {
  test('/about names generation, rules and counts', async () => {
    const { discord } = await runBot();
    const { text } = await (await discord.member().slash('about', {})).reply();
    const { manifest } = library().searcher!.generation;
    expect(text).toContain(`generation \`${manifest.generation}\``);
    expect(text).toContain(`${manifest.counts.articles} articles, ${manifest.counts.passages} passages`);
    expect(text).toContain(`version \`${library().rules.version}\``);
  });

  test.each([
    ['privacy', 'What Backchat keeps of who asks: nothing.'],
    ['help', 'How to ask'],
  ])('/%s', async (command, words) => {
    const { discord } = await runBot();
    const answer = await (await discord.member().slash(command, {})).reply();
    expect(answer.text).toContain(words);
    expect(answer.ephemeral).toBe(true);
    expect(answer.text.endsWith(DISCLAIMER)).toBe(true);
  });
});

describe('Find passages', () => {
  test('answers the message that it was used on, for one member alone', async () => {
    const { discord, counted } = await runBot();
    const said = await discord.member().says(discord.channel(), QUESTION);
    const answer = await (await discord.member().useMessageMenu('Find passages', said)).reply();
    expect(answer.text).toMatch(/^> \*\*/);
    expect(answer.ephemeral).toBe(true);
    expect(counted).toContainEqual(['question', 'menu', 'quotes']);
  });

  test('shows a notice for what somebody else wrote', async () => {
    const { discord } = await runBot();
    const said = await discord.member().says(discord.channel(), EMERGENCY);
    const answer = await (await discord.member().useMessageMenu('Find passages', said)).reply();
    expect(answer.text).toMatch(/^# 🚨 EMERGENCY/u);
  });

  test('says so when a message has no text', async () => {
    const { discord } = await runBot();
    const said = await discord.member().says(discord.channel(), '', { attachments: [{ name: 'x.png', content: 'x' }] });
    const answer = await (await discord.member().useMessageMenu('Find passages', said)).reply();
    expect(answer.text).toBe(NOTES.noText);
  });
});
