import type { APIApplicationCommandAutocompleteInteraction } from 'discord.js';
import { words } from '../search-index/tokenise.js';
import type { Choice } from './choices.js';
import type { Desk } from './desk.js';
import { sectionsOf } from './find-sections.js';
import { focusedOption, subcommandOf, textOption } from './interaction.js';
import { keyOfSection, titleSection } from './quarantine.js';
import { refuseOthers } from './refuse-others.js';
import type { Response } from './response.js';

/** What a moderator may mean by what has been typed so far. Nobody else is offered anything. */
export function suggestForCorpus(interaction: APIApplicationCommandAutocompleteInteraction, desk: Desk): Response {
  const { name, options } = subcommandOf(interaction.data.options);
  if (refuseOthers(interaction, `corpus-${name}`, desk)) return { kind: 'suggest', choices: () => [] };
  const typed = textOption(options, focusedOption(options) ?? '') ?? '';
  return { kind: 'suggest', choices: async () => fitting(typed, await choicesFor(name, desk)) };
}

async function choicesFor(name: string, { moderation }: Desk): Promise<Choice[]> {
  const { corpus, decisions } = moderation;
  const generation = moderation.generation();
  switch (name) {
    case 'replace':
    case 'remove':
      return [...(generation?.articles.values() ?? [])].map(({ id, title }) => ({ name: title, value: id }));
    case 'restore':
      return (await corpus.bin()).map(({ article, removed }) => ({
        name: `${article} (${removed.slice(0, 10)})`,
        value: article,
      }));
    case 'quarantine':
      return sectionsOf(generation?.passages.map(({ id }) => id) ?? [], generation)
        .filter((section) => !decisions.standing().withholds(section))
        .map(({ title, heading, passage }) => ({ name: `${heading} (${title})`, value: passage }));
    case 'release':
      return decisions.standing().quarantined.map((section) => ({
        name: titleSection(section, generation),
        value: keyOfSection(section),
      }));
    case 'rollback':
      return (await corpus.kept())
        .filter(({ live }) => !live)
        .map(({ name: kept, published, counts }) => ({
          name: [kept, published?.slice(0, 16).replace('T', ' '), counts && `${counts.articles} articles`]
            .filter(Boolean)
            .join(' · '),
          value: kept,
        }));
    default:
      return [];
  }
}

/** Choices in which every word that was typed begins a word. */
function fitting(typed: string, choices: readonly Choice[]): Choice[] {
  const wanted = words(typed);
  return choices.filter(({ name, value }) => {
    const said = words(`${name} ${value}`);
    return wanted.every((word) => said.some((other) => other.startsWith(word)));
  });
}
