import {
  ApplicationCommandType,
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIChatInputApplicationCommandInteraction,
} from 'discord.js';
import { triage } from '../safety/triage.js';
import { answerInteraction } from './answer-interaction.js';
import { MAX_CHOICES } from './choices.js';
import { CORPUS_COMMAND } from './corpus-command.js';
import { decideCorpus } from './decide-corpus.js';
import type { Desk } from './desk.js';
import { renderGuide } from './guide.js';
import { flagOption, textOption } from './interaction.js';
import { findPassage } from './pages.js';
import { renderPage } from './render-page.js';
import { renderSources } from './render-sources.js';
import { closedNote, note, NOTES, renderAbout, renderHelp, renderPrivacy } from './render-texts.js';
import { reply, type Response } from './response.js';
import { suggestForCorpus } from './suggest-corpus.js';
import { findTopic, searchTopics, topicsOf } from './topics.js';

/** Marks a choice of ours, which names a passage, among texts that were typed and sent without choosing. */
const CHOICE = 'passage:';

/** The passage that was chosen, or null for what was typed. */
const chosenIn = (text: string) => (text.startsWith(CHOICE) ? text.slice(CHOICE.length) : null);

/** What a command asks for. */
export function decideCommand(interaction: APIApplicationCommandInteraction, desk: Desk): Response {
  const { data } = interaction;
  if (data.type === ApplicationCommandType.Message) {
    const text = data.resolved.messages[data.target_id]?.content ?? '';
    if (text.trim() === '') return reply('menu', () => note(NOTES.noText));
    return answerInteraction(text, interaction, desk, { surface: 'menu' });
  }
  const { name } = data;
  if (data.type !== ApplicationCommandType.ChatInput) return reply('ask', () => note(NOTES.oldButton));
  const { options } = data;
  switch (name) {
    case 'ask':
      return answerInteraction(textOption(options, 'question') ?? '', interaction, desk, {
        surface: 'ask',
        shared: flagOption(options, 'share'),
      });
    case 'lookup':
      return lookUp(textOption(options, 'topic'), interaction, desk);
    case 'sources': {
      const typed = textOption(options, 'article');
      if (typed !== undefined && callsForNotice(typed, desk)) return answerTyped(typed, interaction, desk);
      return reply('lookup', () => listSources(typed, desk));
    }
    case CORPUS_COMMAND.name:
      return decideCorpus(interaction as APIChatInputApplicationCommandInteraction, desk);
    case 'about':
      return reply('lookup', () => renderAbout(desk.librarian()));
    case 'privacy':
      return reply('lookup', renderPrivacy);
    default:
      return reply('lookup', renderHelp);
  }
}

/** A topic that was chosen or is named by what was typed; else what was typed is a question like any other. A warning sign always makes it one. */
function lookUp(typed: string | undefined, interaction: APIApplicationCommandInteraction, desk: Desk): Response {
  if (typed === undefined) return reply('lookup', () => renderGuide([]));
  if (callsForNotice(typed, desk)) return answerTyped(typed, interaction, desk);
  const chosen = chosenIn(typed);
  if (chosen !== null) return openPage(chosen, desk);
  const { searcher } = desk.librarian();
  const topic = searcher && findTopic(typed, topicsOf(searcher.generation).all);
  return topic ? openPage(topic.passage, desk) : answerTyped(typed, interaction, desk);
}

/** Whether a warning sign was typed where a topic is asked for. What names a passage of the library was not typed. */
function callsForNotice(typed: string, desk: Desk): boolean {
  const { searcher, rules } = desk.librarian();
  const chosen = chosenIn(typed);
  if (chosen !== null && searcher && findPassage(chosen, searcher.generation)) return false;
  return triage(typed, rules).level !== null;
}

const answerTyped = (typed: string, interaction: APIApplicationCommandInteraction, desk: Desk): Response =>
  answerInteraction(typed, interaction, desk, { surface: 'lookup' });

function openPage(passage: string, desk: Desk): Response {
  return reply('lookup', () => {
    const librarian = desk.librarian();
    const { searcher } = librarian;
    if (!searcher) return closedNote(librarian);
    return renderPage(passage, searcher.generation) ?? note(NOTES.gone);
  });
}

function listSources(typed: string | undefined, desk: Desk) {
  const librarian = desk.librarian();
  const { searcher } = librarian;
  if (!searcher) return closedNote(librarian);
  const { generation } = searcher;
  const passage =
    typed === undefined ? null : (chosenIn(typed) ?? findTopic(typed, topicsOf(generation).articles)?.passage);
  if (passage === undefined) return note(NOTES.noArticle);
  return renderSources(generation, passage, 0) ?? note(NOTES.gone);
}

/** What fits what has been typed so far. */
export function decideSuggestions(interaction: APIApplicationCommandAutocompleteInteraction, desk: Desk): Response {
  const { data } = interaction;
  if (data.name === CORPUS_COMMAND.name) return suggestForCorpus(interaction, desk);
  const { searcher } = desk.librarian();
  if (!searcher) return { kind: 'suggest', choices: () => [] };
  const topics = topicsOf(searcher.generation);
  const typed = textOption(data.options, data.name === 'sources' ? 'article' : 'topic') ?? '';
  const among = data.name === 'sources' || typed.trim() === '' ? topics.articles : topics.all;
  const found = searchTopics(typed, among, MAX_CHOICES);
  return {
    kind: 'suggest',
    choices: () => found.map(({ label, passage }) => ({ name: label, value: CHOICE + passage })),
  };
}
