import { ComponentType, type APIMessageComponentInteraction } from 'discord.js';
import { REPORT_REASONS } from '../moderation/counters.js';
import type { Action } from './action.js';
import { failureKind } from './api-error.js';
import type { Desk } from './desk.js';
import { sectionsOf, type FoundSection } from './find-sections.js';
import { memberOf } from './interaction.js';
import { menu, message, type MessageBody } from './message.js';
import { renderReport } from './render-notices.js';
import { note, NOTES } from './render-texts.js';
import { REASONS } from './report-reasons.js';
import { reply, type Response } from './response.js';
import { tellModerators } from './tell-moderators.js';

/** Asks what is wrong; of several passages first which one. */
export function askAboutReport({ passages }: Extract<Action, { kind: 'report' }>, desk: Desk): Response {
  return reply('button', () => {
    const sections = sectionsOf(passages, desk.librarian().searcher?.generation ?? null);
    const [only, ...others] = sections;
    if (!only) return note(NOTES.gone);
    return others.length === 0 ? askReason(only) : askWhich(sections);
  });
}

/** After the passage was chosen, asks what is wrong with it. */
export function askReasonFor(interaction: APIMessageComponentInteraction, desk: Desk): Response {
  const [section] = sectionsOf(chosenIn(interaction), desk.librarian().searcher?.generation ?? null);
  const body = () => (section ? askReason(section) : note(NOTES.gone));
  return { kind: 'update', surface: 'button', hidden: true, body };
}

/** Counts a report and tells moderators of it: of the passage, never of who reported it. */
export function takeReport(
  { passage }: Extract<Action, { kind: 'reason' }>,
  interaction: APIMessageComponentInteraction,
  desk: Desk,
): Response {
  const body = async (): Promise<MessageBody> => {
    const [section] = sectionsOf([passage], desk.librarian().searcher?.generation ?? null);
    const reason = REPORT_REASONS.find((one) => one === chosenIn(interaction)[0]);
    if (!section || !reason) return note(NOTES.gone);
    const ballot = `report:${passage}:${memberOf(interaction)}`;
    if (desk.voted.has(ballot)) return note(NOTES.reportedBefore);
    desk.voted.set(ballot, true);
    const counted = await desk.counters.report(passage, reason).then(
      () => true,
      (error: unknown) => {
        desk.log.error({ kind: failureKind(error), err: error }, 'A report could not be counted');
        desk.metrics.failure('report');
        return false;
      },
    );
    const told = await tellModerators(renderReport(section, REASONS[reason]), interaction.id, desk);
    if (counted || told) return note(NOTES.reported);
    desk.voted.delete(ballot);
    return note(NOTES.failed);
  };
  return { kind: 'update', surface: 'button', hidden: true, body };
}

const chosenIn = ({ data }: APIMessageComponentInteraction): readonly string[] =>
  data.component_type === ComponentType.StringSelect ? data.values : [];

function askWhich(sections: readonly FoundSection[]): MessageBody {
  const options = sections.map(({ title, heading, passage }) => ({
    label: `${heading} (${title})`,
    value: passage,
  }));
  return message('Which passage is it about?', {
    hidden: true,
    rows: [menu('The passage', { kind: 'reported' }, options)],
  });
}

function askReason({ passage }: FoundSection): MessageBody {
  const options = REPORT_REASONS.map((reason) => ({ label: REASONS[reason], value: reason }));
  return message('What is wrong with it? Moderators read what you choose, not who you are.', {
    hidden: true,
    rows: [menu('What is wrong', { kind: 'reason', passage }, options)],
  });
}
