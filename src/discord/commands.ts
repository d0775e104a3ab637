import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

/** Longest question a member can type: a message's length. */
export const MAX_QUESTION = 2000;

/** In servers and in direct messages with the bot. */
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
};

/** Every command, as Discord is told of it. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    name: 'ask',
    description: 'Ask about pain during or after spinal decompression. Only you see the answer.',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'In your own words',
        required: true,
        max_length: MAX_QUESTION,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'share', description: 'Show the answer to everybody here' },
    ],
    ...EVERYWHERE,
  },
  {
    name: 'lookup',
    description: 'Read an article of the library, or find one step by step.',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        description: 'A word or two; leave it out to be asked step by step',
        autocomplete: true,
        max_length: 100,
      },
    ],
    ...EVERYWHERE,
  },
  {
    name: 'sources',
    description: 'What the passages rest on, with links.',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'article',
        description: 'Only the sources of this article',
        autocomplete: true,
        max_length: 100,
      },
    ],
    ...EVERYWHERE,
  },
  { name: 'about', description: 'What Backchat is, and which passages and rules it works with.', ...EVERYWHERE },
  { name: 'privacy', description: 'What Backchat keeps.', ...EVERYWHERE },
  { name: 'help', description: 'How to ask, and what the buttons do.', ...EVERYWHERE },
  { type: ApplicationCommandType.Message, name: 'Find passages', ...EVERYWHERE },
];
