import { ComponentType, type APIMessage, type APIMessageComponentInteraction } from 'discord.js';
import type { Librarian } from '../answer-question.js';
import type { Quote } from '../answer/answer.js';
import { quote } from '../answer/quote.js';
import type { Level } from '../safety/level.js';
import { noticeFor } from '../safety/notices.js';
import type { Generation } from '../search-index/generation.js';
import { answerInteraction } from './answer-interaction.js';
import { decode, type Action } from './action.js';
import { failureKind } from './api-error.js';
import { decideForModerators, isForModerators } from './decide-moderators.js';
import type { Desk } from './desk.js';
import { composeQuestion, isGuideStep, renderGuide } from './guide.js';
import { memberOf } from './interaction.js';
import { tellingLocale } from './locale.js';
import type { MessageBody } from './message.js';
import { mayModerate } from './moderators.js';
import { findPassage } from './pages.js';
import { previousTextOf } from './previous-text.js';
import { questionIn } from './question-in.js';
import { noticeIn, renderMore, renderNotice, renderShared, type Above } from './render-answer.js';
import { renderPage } from './render-page.js';
import { renderSources } from './render-sources.js';
import { closedNote, note, NOTES } from './render-texts.js';
import { askAboutReport, askReasonFor, takeReport } from './report.js';
import { reply, type Response } from './response.js';

/** What a button or a menu asks for. */
export function decideComponent(interaction: APIMessageComponentInteraction, desk: Desk): Response {
  const action = decode(interaction.data.custom_id);
  if (action && isForModerators(action)) return decideForModerators(action, interaction, desk);
  switch (action?.kind) {
    case 'more':
      return button(() => showMore(action, interaction, desk));
    case 'read':
      return button(() => openPage(action, interaction, desk, 0));
    case 'turn':
      return inPlace(() => openPage(action, interaction, desk, action.to === 'next' ? 1 : -1));
    case 'sources':
      return showSources(action, desk);
    case 'share':
      return share(action.passages, interaction, desk);
    case 'vote':
      return vote(action, interaction, desk);
    case 'delete':
      if (action.asker === memberOf(interaction) || mayModerate(interaction, desk.settings.moderatorRoleIds))
        return { kind: 'delete' };
      return button(() => note(NOTES.notYours));
    case 'private':
      return answerPrivately(interaction, desk);
    case 'guide':
      return guide(action.chosen, interaction, desk);
    case 'report':
      return askAboutReport(action, desk);
    case 'reported':
      return askReasonFor(interaction, desk);
    case 'reason':
      return takeReport(action, interaction, desk);
    default:
      return button(() => note(NOTES.oldButton));
  }
}

const button = (body: () => MessageBody | Promise<MessageBody>) => reply('button', body);
const inPlace = (body: () => MessageBody): Response => ({ kind: 'update', surface: 'button', hidden: true, body });

/** Passages by their ids; those that a refresh or a moderator took away are left out. */
function quotesOf(ids: readonly string[], generation: Generation): readonly Quote[] {
  const passages = ids.map((id) => findPassage(id, generation)).filter((one) => one !== undefined);
  return passages.map((passage) => quote({ passage, score: 0 }, generation));
}

function showMore(
  { level, passages }: Extract<Action, { kind: 'more' }>,
  interaction: APIMessageComponentInteraction,
  desk: Desk,
): MessageBody {
  const librarian = desk.librarian();
  const { searcher } = librarian;
  if (!searcher) return closedNote(librarian);
  const quotes = quotesOf(passages, searcher.generation);
  if (quotes.length === 0) return note(NOTES.gone);
  return renderMore(quotes, searcher.generation, noticeAbove(level, interaction, librarian));
}

/** The notice above the button that was pressed, word for word; where it cannot be read, that of the level, without what the rules that fired would add. */
function noticeAbove(
  level: Level | null,
  { message, locale }: APIMessageComponentInteraction,
  { rules, emergencyNumber }: Librarian,
): Above | null {
  const above = noticeIn(message.content);
  if (above || level === null) return above;
  const context = { emergencyNumber, locale: tellingLocale(locale) };
  const { text } = noticeFor({ level, flags: [], rules: [] }, rules, context)!;
  return { level, notice: renderNotice({ level, text }) };
}

function openPage(
  { level, passage }: Extract<Action, { kind: 'read' | 'turn' }>,
  interaction: APIMessageComponentInteraction,
  desk: Desk,
  by: -1 | 0 | 1,
): MessageBody {
  const librarian = desk.librarian();
  const { searcher } = librarian;
  if (!searcher) return closedNote(librarian);
  const above = noticeAbove(level, interaction, librarian);
  return renderPage(passage, searcher.generation, { by, above }) ?? note(NOTES.gone);
}

function showSources({ passage, page }: Extract<Action, { kind: 'sources' }>, desk: Desk): Response {
  const librarian = desk.librarian();
  const { searcher } = librarian;
  if (!searcher) return button(() => closedNote(librarian));
  return (page === null ? button : inPlace)(
    () => renderSources(searcher.generation, passage, page ?? 0) ?? note(NOTES.gone),
  );
}

function share(passages: readonly string[], interaction: APIMessageComponentInteraction, desk: Desk): Response {
  const librarian = desk.librarian();
  const { searcher } = librarian;
  if (!searcher) return button(() => closedNote(librarian));
  const quotes = quotesOf(passages, searcher.generation);
  if (quotes.length === 0) return button(() => note(NOTES.gone));
  const once = `share:${interaction.message.id}:${passages.join('.')}`;
  if (desk.voted.has(once)) return button(() => note(NOTES.shared));
  desk.voted.set(once, true);
  const body = () => renderShared(quotes, searcher.generation, memberOf(interaction));
  return { kind: 'reply', surface: 'button', hidden: false, body };
}

function vote(
  { helpful, passages }: { helpful: boolean; passages: readonly string[] },
  interaction: APIMessageComponentInteraction,
  desk: Desk,
): Response {
  const ballot = `${interaction.message.id}:${memberOf(interaction)}`;
  if (desk.voted.has(ballot)) return button(() => note(NOTES.voted));
  desk.voted.set(ballot, true);
  return button(async () => {
    try {
      await desk.counters.vote(passages, helpful);
      return note(NOTES.thanks);
    } catch (error) {
      desk.log.error({ kind: failureKind(error), err: error }, 'A vote could not be written');
      desk.metrics.failure('vote');
      return note(NOTES.voteWaits);
    }
  });
}

/** The text is read from the message that the notice replies to: it was never kept. The answer is for whoever presses. */
function answerPrivately(interaction: APIMessageComponentInteraction, desk: Desk): Response {
  return reply('button', async () => {
    const asked = await readAnswered(interaction.message, desk);
    if (asked === null) return note(NOTES.unreadable);
    const previous = await previousTextOf(asked, desk);
    return answerInteraction(questionIn(asked.content, desk.me), interaction, desk, {
      surface: 'button',
      previous,
    }).body();
  });
}

async function readAnswered({ channel_id, message_reference, referenced_message }: APIMessage, desk: Desk) {
  if (referenced_message?.content) return referenced_message;
  const id = message_reference?.message_id;
  if (!id) return null;
  try {
    const asked = await desk.api.read(channel_id, id);
    return asked.content === '' ? null : asked;
  } catch (error) {
    desk.metrics.failure(failureKind(error));
    return null;
  }
}

function guide(chosen: readonly string[], interaction: APIMessageComponentInteraction, desk: Desk): Response {
  const values = interaction.data.component_type === ComponentType.StringSelect ? interaction.data.values : [];
  const all = [...chosen, ...values];
  const question = composeQuestion(all);
  if (question !== null) {
    const { text, told } = question;
    return answerInteraction(text, interaction, desk, { surface: 'lookup', inPlace: true, told });
  }
  if (values.length !== 1 || !isGuideStep(all)) return button(() => note(NOTES.oldButton));
  return inPlace(() => renderGuide(all));
}
