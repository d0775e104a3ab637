import type { APIChatInputApplicationCommandInteraction } from 'discord.js';
import type { Wish } from '../moderation/plan-change.js';
import { RefusedError } from '../moderation/refused-error.js';
import { answerModerator } from './answer-moderator.js';
import { proposeChange, refreshCorpus, rollBackIndex } from './corpus-work.js';
import type { Desk } from './desk.js';
import { fetchUpload } from './fetch-upload.js';
import { findSections } from './find-sections.js';
import { fileOption, memberOf, subcommandOf, textOption } from './interaction.js';
import type { MessageBody } from './message.js';
import { release, withhold } from './quarantine.js';
import { refuseOthers } from './refuse-others.js';
import { renderGaps } from './render-gaps.js';
import { renderHistory } from './render-history.js';
import { renderStatus } from './render-status.js';
import { note } from './render-texts.js';
import type { Response } from './response.js';

/** Longest time for the download of a file, in milliseconds. */
const DOWNLOAD_MS = 10_000;

type Command = APIChatInputApplicationCommandInteraction;

/** What a moderator's subcommand asks for. */
export function decideCorpus(interaction: Command, desk: Desk): Response {
  const { name, options } = subcommandOf(interaction.data.options);
  const step = `corpus-${name}`;
  const text = (option: string) => textOption(options, option)?.trim();
  const article = () => text('article') ?? '';
  const upload = () =>
    fetchUpload(fileOption(options, 'file', interaction.data.resolved?.attachments), desk.settings.apiUrl, DOWNLOAD_MS);
  const refused = refuseOthers(interaction, step, desk);
  if (refused) return refused;
  const by = memberOf(interaction);
  const { corpus, decisions, waiting, counts, generation } = desk.moderation;
  const answer = (body: () => Promise<MessageBody>) => answerModerator(step, desk, body);
  const decide = (kind: 'pause' | 'resume', words: string) =>
    answer(async () => {
      await decisions.record({ kind, by });
      return note(words);
    });
  const change = (wanted: () => Promise<Wish>) => proposeChange(step, by, desk, wanted);
  switch (name) {
    case 'status':
      return answer(async () => renderStatus(await corpus.status(), await waiting()));
    case 'refresh':
      return refreshCorpus(step, by, desk, interaction.id);
    case 'add':
      return change(async () => ({ kind: 'add', upload: await upload() }));
    case 'replace':
      return change(async () => ({
        kind: 'replace',
        article: article(),
        upload: await upload(),
      }));
    case 'remove':
      return change(() => Promise.resolve({ kind: 'remove', article: article() }));
    case 'restore':
      return change(() => Promise.resolve({ kind: 'restore', article: article() }));
    case 'quarantine':
      return answer(async () => {
        const sections = await findSections(text('passage') ?? '', desk);
        return withhold(sections, text('reason') ?? '', by, desk.moderation);
      });
    case 'release':
      return answer(() => release(text('passage') ?? '', by, desk.moderation));
    case 'rollback':
      return rollBackIndex(step, by, desk, text('generation') ?? null);
    case 'history':
      return answer(async () => renderHistory(await decisions.history(), 0));
    case 'gaps':
      return answer(async () => renderGaps(await counts(), generation()));
    case 'pause':
      return decide('pause', 'Paused: everybody gets safety notices alone, until **/corpus resume**.');
    case 'resume':
      return decide('resume', 'Resumed: questions are answered again.');
    default:
      return answer(() => Promise.reject(new RefusedError('This command is not known here any more.')));
  }
}
