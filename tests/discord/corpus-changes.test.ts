import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { replaceIn } from '../fixtures/fixture-index.js';
import { endOf, eventually, FILE, GUARD, ON_GUARD, quotedNow, runModerated, told } from './moderated-bot.js';
import { openLibrary } from './running-bot.js';

openLibrary();

const article = (title: string, text: string) =>
  `---\ntitle: ${title}\nsummary: About ${title}.\nquestions:\n  - what do ostriches do for their back\ncovers: []\nchecked: 2026-11-22\nnext-check: 2099-11-22\nreviewed-by:\n---\n\n## Why ostriches stretch\n\n${text}\n\nSources: GENERAL-KNOWLEDGE\n`;
const OSTRICHES =
  'An ostrich that has a sore lower back stretches its neck towards the ground and breathes out slowly. The weight of the head then pulls gently on the spine. It stops after half a minute and walks a few steps before it begins again.';
const upload = (content: string, name = 'ostriches.md') => ({ file: { name, content } });

describe('a change of one article', () => {
  test('is previewed as members would see it, and made in the corpus folder when it is published', async () => {
    const running = await runModerated();
    const { discord, moderator, corpusDir } = running;
    const review = await endOf(await moderator.slash('corpus add', upload(article('Ostriches', OSTRICHES))));
    expect(review.text).toContain('Passages: 1 added, 0 changed, 0 removed');
    const preview = await (await moderator.press(review, 'Preview')).reply();
    expect(preview.ephemeral).toBe(true);
    expect(preview.text).toMatch(
      /^> \*\*Ostriches › Why ostriches stretch\*\*\n> An ostrich that has a sore lower back/,
    );
    expect(await readdir(corpusDir)).not.toContain('ostriches.md');
    await endOf(await moderator.press(review, 'Publish'));
    expect(await readFile(path.join(corpusDir, 'ostriches.md'), 'utf8')).toContain('An ostrich');
    const ask = () => told(discord.member(), 'ask', { question: 'what do ostriches do for their back' });
    await eventually(ask).toContain('An ostrich that has a sore lower back');
  });

  test('replaces, removes and restores an article that is chosen from a list', async () => {
    const running = await runModerated();
    const { moderator, corpusDir } = running;
    const [choice] = await (await moderator.autocomplete('corpus replace', 'article', 'why a bar')).choices();
    expect(choice).toEqual({ name: 'Why a bar hang can hurt', value: 'long-hangs' });
    const text = (await readFile(path.join(corpusDir, FILE), 'utf8')).replace(GUARD, ON_GUARD);
    const replaced = await endOf(
      await moderator.slash('corpus replace', { article: 'long-hangs', ...upload(text, 'any-name.md') }),
    );
    await endOf(await moderator.press(replaced, 'Publish'));
    await eventually(() => quotedNow(running)).toContain('Muscles on guard');

    const removed = await endOf(await moderator.slash('corpus remove', { article: 'long-hangs' }));
    expect(removed.text).toContain('removed: Why a bar hang can hurt');
    expect(removed.labels).toEqual(['Publish', 'Discard']);
    await endOf(await moderator.press(removed, 'Publish'));
    await eventually(() => quotedNow(running)).not.toContain('Muscles on guard');
    expect(await readdir(corpusDir)).not.toContain(FILE);

    const [binned] = await (await moderator.autocomplete('corpus restore', 'article', 'long')).choices();
    const restored = await endOf(await moderator.slash('corpus restore', { article: String(binned!.value) }));
    await endOf(await moderator.press(restored, 'Publish'));
    await eventually(() => quotedNow(running)).toContain('Muscles on guard');
    expect(await readdir(corpusDir)).toContain(FILE);
  }, 90_000);

  test.each([
    ['without front matter', upload('## Ostriches\n\nThey stretch.'), /no front matter[\s\S]*```md\n---\ntitle: /],
    [
      'with HTML, mentions and mistakes',
      upload(article('Ostriches', `${OSTRICHES} <b>@everyone</b>`).replace('GENERAL-KNOWLEDGE', 'NOBODY')),
      /HTML is not shown in a chat[\s\S]*"NOBODY" is not in sources/,
    ],
    [
      'with a name that leads elsewhere',
      upload(article('Ostriches', OSTRICHES), '../ostriches.md'),
      /file name cannot be/,
    ],
    ['of another kind', upload(article('Ostriches', OSTRICHES), 'ostriches.exe'), /file name cannot be an article's/],
    [
      'with the name of another article',
      upload(article('Ostriches', OSTRICHES), FILE),
      /There is an article "long-hangs"/,
    ],
  ])('%s is refused with what to do, and nobody else hears of it', async (_, file, words) => {
    const running = await runModerated();
    const { discord, moderator } = running;
    const refusal = await endOf(await moderator.slash('corpus add', file));
    expect(refusal.text).toMatch(words);
    expect(refusal.ephemeral).toBe(true);
    expect(refusal.labels).toEqual([]);
    await discord.quiet();
    expect(discord.requestsTo('create_message')).toEqual([]);
  });

  test('is not fetched where Discord says that it is too large, and not read to its end where that was untrue', async () => {
    const { discord, moderator } = await runModerated();
    const content = 'a'.repeat(70_000);
    expect((await endOf(await moderator.slash('corpus add', upload(content)))).text).toMatch(/larger than 64 KiB/);
    expect(discord.requestsTo('get_attachment')).toEqual([]);
    const lying = { file: { name: 'ostriches.md', content, claims: { size: 100 } } };
    expect((await endOf(await moderator.slash('corpus add', lying))).text).toMatch(/larger than 64 KiB/);
    expect(discord.requestsTo('get_attachment')).toHaveLength(1);
  });

  test('is fetched from where Discord keeps files and from nowhere else', async () => {
    const { discord, moderator } = await runModerated();
    for (const url of [
      'http://169.254.169.254/latest',
      'https://cdn.discordapp.com.example.org/a.md',
      'file:///etc/passwd',
    ]) {
      const file = { name: 'ostriches.md', content: 'a', claims: { url } };
      expect((await endOf(await moderator.slash('corpus add', { file }))).text).toMatch(
        /not where Discord keeps files/,
      );
    }
    discord.fail('get_attachment', { status: 404 });
    expect((await endOf(await moderator.slash('corpus add', upload('a')))).text).toMatch(/did not hand over the file/);
    discord.fail('get_attachment', { cut: true });
    expect((await endOf(await moderator.slash('corpus add', upload('a')))).text).toMatch(/did not hand over the file/);
  });
});

test('once a week moderators read which checks are overdue, also over restarts', async () => {
  const running = await runModerated();
  const { discord, moderator, corpusDir, moderationDir } = running;
  await replaceIn(path.join(corpusDir, FILE), 'next-check: 2099-11-22', 'next-check: 2026-11-21');
  await rm(path.join(moderationDir, 'weeks'), { recursive: true, force: true });
  await endOf(await moderator.press(await endOf(await moderator.slash('corpus refresh')), 'Publish'));
  await eventually(() => told(moderator, 'corpus status')).toContain('Checks overdue: 1');
  await running.restart();
  const notice = await discord.nextMessage(discord.channel('moderators'));
  expect(notice.text).toContain('held against their sources again: 1**\n- Why a bar hang can hurt: due <t:');
  await running.restart();
  await discord.quiet();
  expect(discord.requestsTo('create_message')).toHaveLength(1);
});
