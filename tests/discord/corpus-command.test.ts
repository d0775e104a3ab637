import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CORPUS_COMMAND } from '#src/discord/corpus-command.js';
import { NOTES } from '#src/discord/render-texts.js';
import { inWorkshop } from '#src/search-index/workshop.js';
import type { Discord } from '../discord-server/discord.js';
import { replaceIn } from '../fixtures/fixture-index.js';
import { endOf, eventually, FILE, GUARD, ON_GUARD, quotedNow, runModerated, told } from './moderated-bot.js';
import { MODERATED, openLibrary } from './running-bot.js';

openLibrary();

describe('who may', () => {
  const subcommands = (
    CORPUS_COMMAND as { options: { name: string; options: { name: string; required?: boolean; type: number }[] }[] }
  ).options;
  const valuesFor = (name: string) =>
    Object.fromEntries(
      subcommands
        .find((one) => one.name === name)!
        .options.filter(({ required }) => required)
        .map((option) => [option.name, option.type === 11 ? { name: 'a.md', content: 'a' } : 'x']),
    );

  test('nobody but a moderator may use any of it, which is told in private, logged and counted', async () => {
    const { discord, counted, logged, decisions } = await runModerated();
    const member = discord.member({ permissions: ['ManageMessages'] });
    for (const { name } of subcommands) {
      const refusal = await (await member.slash(`corpus ${name}`, valuesFor(name))).reply();
      expect(refusal.text).toBe(NOTES.notAModerator);
      expect(refusal.ephemeral).toBe(true);
      expect(counted).toContainEqual(['moderation', `corpus-${name}`, 'refused']);
    }
    expect(logged.filter((line) => line.startsWith('Something that only moderators may do'))).toHaveLength(
      subcommands.length,
    );
    expect(logged.join('\n')).not.toContain(member.id);
    expect(await decisions.history()).toEqual([]);
    expect(discord.requestsTo('get_attachment')).toEqual([]);
  });

  test('completions offer nothing to others', async () => {
    const { discord, moderator } = await runModerated();
    expect(await (await discord.member().autocomplete('corpus remove', 'article', '')).choices()).toEqual([]);
    expect(await (await moderator.autocomplete('corpus remove', 'article', 'walking')).choices()).not.toEqual([]);
  });

  test('whoever may manage the server may too, and nobody in another server, not even its moderators', async () => {
    const guilds = [...MODERATED.guilds!, { name: 'Elsewhere', roles: ['Moderators'] }];
    const { discord } = await runModerated({ guilds });
    const manager = discord.member({ permissions: ['ManageGuild'] });
    expect(await told(manager, 'corpus status')).toContain('**The corpus**');
    const away = discord.member({
      guild: discord.guild('Elsewhere'),
      roles: ['Moderators'],
      permissions: ['Administrator'],
    });
    expect(() => away.slash('corpus status')).toThrow('registered no command "corpus"');
    // A server may have the command from the time when it was the home server.
    const [command] = discord.world.commands.guilds.get(discord.guild().id)!;
    discord.world.commands.guilds.set(discord.guild('Elsewhere').id, [
      { ...command!, guild_id: discord.guild('Elsewhere').id },
    ]);
    expect(await told(away, 'corpus status')).toBe(NOTES.elsewhere);
  });

  test('a moderator whose role was taken away meanwhile is refused at every button, and publishes nothing', async () => {
    const running = await runModerated();
    const { moderator, discord, corpusDir } = running;
    const content = (await readFile(path.join(corpusDir, FILE), 'utf8')).replace(GUARD, ON_GUARD);
    const file = { name: FILE, content };
    const review = await endOf(await moderator.slash('corpus replace', { article: 'long-hangs', file }));
    const status = await (await moderator.slash('corpus status')).reply();
    const preview = await (await moderator.press(review, 'Preview')).reply();
    expect(preview.text).toContain('Muscles on guard');
    moderator.inGuild!.roles.clear();
    const buttons = [
      ...['Publish', 'Discard', 'Preview'].map((label) => [review, label] as const),
      [status, status.labels[0]!] as const,
    ];
    for (const [message, label] of buttons) {
      const refusal = await (await moderator.press(message, label)).reply();
      expect(refusal.text).toBe(NOTES.notAModerator);
      expect(refusal.ephemeral).toBe(true);
    }
    expect(await quotedNow(running)).toContain(GUARD);
    expect(await readFile(path.join(corpusDir, FILE), 'utf8')).toContain(GUARD);
    for (const step of ['publish', 'discard', 'preview', 'review'])
      expect(running.counted).toContainEqual(['moderation', `button-${step}`, 'refused']);
    expect(discord.requestsTo('create_message')).toEqual([]);
  });
});

describe('/corpus refresh', () => {
  test('with nothing to do says so in one line', async () => {
    const { moderator } = await runModerated();
    const asked = await moderator.slash('corpus refresh');
    const reply = await endOf(asked);
    expect(reply.text).toBe(NOTES.nothingToDo);
    expect(reply.ephemeral).toBe(true);
    expect(asked.acknowledgement).toBe('defer');
  });

  test('shows how far it is, then what would change; Publish changes it everywhere and is written down', async () => {
    const running = await runModerated();
    const { moderator, corpusDir, decisions } = running;
    await replaceIn(path.join(corpusDir, FILE), GUARD, ON_GUARD);
    const asked = await moderator.slash('corpus refresh');
    const review = await endOf(asked);
    expect(asked.edits[0]!.text).toMatch(/^⏳/u);
    const progress = running.discord
      .requestsTo('update_original_webhook_message')
      .filter(({ body }) => (body as { content: string }).content.startsWith('⏳'));
    for (const [at, { atMs }] of progress.slice(1).entries()) expect(atMs - progress[at]!.atMs).toBeGreaterThan(900);
    expect(review.text).toContain('Passages: 0 added, 1 changed, 0 removed');
    expect(review.text).toContain('before: Muscles that guard');
    expect(review.text).toContain('after: Muscles on guard');
    expect(await quotedNow(running)).toContain(GUARD);
    const published = await endOf(await moderator.press(review, 'Publish'));
    expect(published.text).toMatch(/^Published: generation `[0-9a-f]{12}`/);
    expect(published.labels).toEqual([]);
    await eventually(() => quotedNow(running)).toContain('Muscles on guard');
    expect(await decisions.history()).toMatchObject([{ kind: 'publish', what: 'refresh', by: moderator.id }]);
    expect(await told(moderator, 'corpus history')).toContain(`<@${moderator.id}> published`);
    expect(await told(moderator, 'corpus status')).toContain('**Last refreshes**');
  });

  test('changes nothing where the review is discarded', async () => {
    const running = await runModerated();
    const { moderator, corpusDir } = running;
    await replaceIn(path.join(corpusDir, FILE), GUARD, ON_GUARD);
    const review = await endOf(await moderator.slash('corpus refresh'));
    const discarded = await endOf(await moderator.press(review, 'Discard'));
    expect(discarded.text).toMatch(/^Discarded: /);
    expect(discarded.labels).toEqual([]);
    expect(await told(moderator, 'corpus status')).not.toContain('Waiting for a decision');
    expect(await quotedNow(running)).toContain(GUARD);
  });

  test('names what is wrong with the articles, tells the moderators’ channel, and the old text is quoted', async () => {
    const running = await runModerated();
    const { discord, moderator, corpusDir } = running;
    await replaceIn(path.join(corpusDir, FILE), 'title:', 'titel:');
    const failed = await endOf(await moderator.slash('corpus refresh'));
    expect(failed.text).toMatch(/corpus\/long-hangs\.md:\d+/);
    expect(failed.ephemeral).toBe(true);
    const notice = await discord.nextMessage(discord.channel('moderators'));
    expect(notice.text).toMatch(/^⚠️ \*\*A refresh failed\.\*\*/u);
    expect(notice.text).not.toContain(moderator.id);
    expect(await quotedNow(running)).toContain(GUARD);
    expect(await told(moderator, 'corpus history')).toContain('tried a refresh, which failed');
  });

  test('is told so while somebody else is at work', async () => {
    const { moderator, indexDir } = await runModerated();
    await inWorkshop(indexDir, async () => {
      expect((await endOf(await moderator.slash('corpus refresh'))).text).toMatch(
        /^Somebody else is at work on the index/,
      );
    });
  });

  test('that takes longer than Discord lets a reply be edited is told in the moderators’ channel, and waits in the status', async () => {
    const running = await runModerated();
    const { discord, moderator, corpusDir } = running;
    await replaceIn(path.join(corpusDir, FILE), GUARD, ON_GUARD);
    const asked = await moderator.slash('corpus refresh');
    await asked.acknowledged();
    asked.expire();
    const notice = await discord.nextMessage(discord.channel('moderators'));
    expect(notice.text).toContain('**/corpus status** shows what waits for a decision');
    const status = await (await moderator.slash('corpus status')).reply();
    const review = await (await moderator.press(status, status.labels[0]!)).reply();
    expect(review.text).toContain('Passages: 0 added, 1 changed, 0 removed');
    await endOf(await moderator.press(review, 'Publish'));
    await eventually(() => quotedNow(running)).toContain('Muscles on guard');
  });

  test('can be published after a restart of the bot, once', async () => {
    const running = await runModerated();
    const { moderator, corpusDir } = running;
    await replaceIn(path.join(corpusDir, FILE), GUARD, ON_GUARD);
    const review = await endOf(await moderator.slash('corpus refresh'));
    await running.restart();
    const [first, second] = [await moderator.press(review, 'Publish'), await moderator.press(review, 'Publish')];
    await Promise.all([endOf(first), endOf(second)]);
    await eventually(() => quotedNow(running)).toContain('Muscles on guard');
    // It is written down after it is live.
    const published = async () => (await running.decisions.history()).filter(({ kind }) => kind === 'publish');
    await eventually(published).toHaveLength(1);
  });
});

test('/corpus rollback goes back, says so, and the next refresh warns of what it would bring back', async () => {
  const running = await runModerated();
  const { moderator, corpusDir } = running;
  expect((await endOf(await moderator.slash('corpus rollback'))).text).toMatch(/no generation before the live one/);
  await replaceIn(path.join(corpusDir, FILE), GUARD, ON_GUARD);
  await endOf(await moderator.press(await endOf(await moderator.slash('corpus refresh')), 'Publish'));
  await eventually(() => quotedNow(running)).toContain('Muscles on guard');
  const [kept] = await (await moderator.autocomplete('corpus rollback', 'generation', '')).choices();
  const back = await endOf(await moderator.slash('corpus rollback', { generation: String(kept!.value) }));
  expect(back.text).toMatch(/^Rolled back: /);
  await eventually(() => quotedNow(running)).toContain(GUARD);
  const review = await endOf(await moderator.slash('corpus refresh'));
  expect(review.text).toContain('would bring back the text that was rolled back last');
});

test('a folder that cannot be written is told with the remedy', async () => {
  const settings = (discord: Discord) => ({
    homeGuildId: discord.guild().id,
    moderatorRoleIds: [discord.role('Moderators').id],
  });
  const { moderator, moderationDir } = await runModerated({ settings });
  await rm(moderationDir, { recursive: true, force: true });
  await writeFile(moderationDir, 'a file where the folder should be');
  expect(await told(moderator, 'corpus pause')).toMatch(/cannot be written, so nothing was decided/);
});
