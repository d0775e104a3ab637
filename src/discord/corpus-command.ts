import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

/** Longest reason for a quarantine: it travels beside a passage's id in a menu's value, which holds 100 characters. */
export const MAX_REASON = 80;
/** Longest id, name or link that is typed. */
const MAX_TYPED = 100;

const { Attachment, String, Subcommand } = ApplicationCommandOptionType;

const chosen = (name: string, description: string, required = true): APIApplicationCommandBasicOption => ({
  type: String,
  name,
  description,
  required,
  autocomplete: true,
  max_length: MAX_TYPED,
});

const FILE: APIApplicationCommandBasicOption = {
  type: Attachment,
  name: 'file',
  description: 'The article: a .md or .txt file of at most 64 KiB',
  required: true,
};

const subcommand = (
  name: string,
  description: string,
  ...options: APIApplicationCommandBasicOption[]
): APIApplicationCommandSubcommandOption => ({ type: Subcommand, name, description, options });

/** What moderators do with the corpus. Discord shows it only to who may manage the server, until the server's settings name others; the bot checks by itself. */
export const CORPUS_COMMAND: RESTPostAPIApplicationCommandsJSONBody = {
  name: 'corpus',
  description: 'For moderators: look after the articles that answers are quoted from.',
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('status', 'What is searched now, what is withheld, what waits for a decision.'),
    subcommand('refresh', 'Read the articles anew, and see what would change before it does.'),
    subcommand('add', 'Propose a new article. Nothing changes until you publish.', FILE),
    subcommand(
      'replace',
      'Propose another text for an article. Nothing changes until you publish.',
      chosen('article', 'The article that is replaced'),
      FILE,
    ),
    subcommand(
      'remove',
      'Propose to take an article away. It is kept in a bin.',
      chosen('article', 'The article that goes'),
    ),
    subcommand(
      'restore',
      'Propose to bring an article back from the bin.',
      chosen('article', 'The article in the bin'),
    ),
    subcommand(
      'quarantine',
      'Stop quoting a section at once, until it is released.',
      chosen('passage', 'A section, the id of a passage, or the link to an answer'),
      {
        type: String,
        name: 'reason',
        description: 'For the history; members do not see it',
        required: true,
        max_length: MAX_REASON,
      },
    ),
    subcommand('release', 'Quote a section again that was in quarantine.', chosen('passage', 'The section')),
    subcommand(
      'rollback',
      'Go back to an earlier generation of the index at once.',
      chosen('generation', 'Leave it out for the one before', false),
    ),
    subcommand('history', 'Who decided what and when.'),
    subcommand('gaps', 'What members looked for and did not find, in counts alone.'),
    subcommand('pause', 'Answer with safety notices alone until you resume.'),
    subcommand('resume', 'Answer questions again.'),
  ],
};
