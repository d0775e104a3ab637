import {
  DiscordAPIError,
  HTTPError,
  InteractionResponseType,
  MessageFlags,
  Routes,
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  type APIMessage,
  type REST,
  type RESTAPIMessageReference,
} from 'discord.js';
import { CODES, isRefusal } from './api-error.js';
import { withoutFlag, type MessageBody } from './message.js';

/** How long a thread stays open without a message, in minutes: a day. */
const THREAD_SLEEPS_AFTER = 1440;
/** Messages looked through for the answer to the one before them. */
const LOOKED_THROUGH = 50;

type Interaction = Pick<APIInteraction, 'id' | 'token' | 'application_id'>;

/** Everything the bot asks of Discord. Each message carries its own `allowed_mentions`, so that no path can ping. */
export type Api = ReturnType<typeof createApi>;

type Rest = Pick<REST, 'get' | 'post' | 'patch' | 'delete'>;

export function createApi(fragile: Rest) {
  const rest = insistent(fragile);
  const respond = async (interaction: Interaction, type: InteractionResponseType, data?: object) => {
    try {
      await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type, data },
        auth: false,
      });
    } catch (error) {
      // A repeated request whose first try had arrived.
      if (!isRefusal(error, CODES.alreadyAcknowledged)) throw error;
    }
  };
  const original = ({ application_id, token }: Interaction) =>
    Routes.webhookMessage(application_id, token, '@original');
  /** Only the answer to an interaction can be for one member alone. */
  const open = (body: MessageBody) => withoutFlag(body, MessageFlags.Ephemeral);

  return {
    reply: (interaction: Interaction, body: MessageBody) =>
      respond(interaction, InteractionResponseType.ChannelMessageWithSource, body),
    update: (interaction: Interaction, body: MessageBody) =>
      respond(interaction, InteractionResponseType.UpdateMessage, open(body)),
    suggest: (interaction: Interaction, choices: readonly APIApplicationCommandOptionChoice<string>[]) =>
      respond(interaction, InteractionResponseType.ApplicationCommandAutocompleteResult, { choices }),
    /** Says that an answer will come: in place of the message with the button, or as a message that may be for one member alone. */
    defer: (interaction: Interaction, inPlace: boolean, hidden: boolean) =>
      inPlace
        ? respond(interaction, InteractionResponseType.DeferredMessageUpdate)
        : respond(interaction, InteractionResponseType.DeferredChannelMessageWithSource, {
            flags: hidden ? MessageFlags.Ephemeral : 0,
          }),
    editOriginal: (interaction: Interaction, body: MessageBody) =>
      rest.patch(original(interaction), { body: open(body), auth: false }),
    deleteOriginal: (interaction: Interaction) => rest.delete(original(interaction), { auth: false }),

    /**
     * Posts a message; where the bot may not read the history, which replying needs, as one that replies to nothing. `nonce` makes Discord drop a
     * second one, when a request is repeated whose first try had arrived.
     */
    async post(channel: string, body: MessageBody, nonce: string, replyTo?: string): Promise<string> {
      const send = async (message_reference?: RESTAPIMessageReference) => {
        const message = await rest.post(Routes.channelMessages(channel), {
          body: { ...open(body), nonce, enforce_nonce: true, message_reference },
        });
        return (message as APIMessage).id;
      };
      if (replyTo === undefined) return send();
      try {
        return await send({ message_id: replyTo, fail_if_not_exists: true });
      } catch (error) {
        if (!isRefusal(error, CODES.mayNotReply)) throw error;
        return send();
      }
    },
    edit: (channel: string, message: string, body: MessageBody) =>
      rest.patch(Routes.channelMessage(channel, message), { body: open(body) }),
    remove: (channel: string, message: string) => rest.delete(Routes.channelMessage(channel, message)),
    read: async (channel: string, message: string) =>
      (await rest.get(Routes.channelMessage(channel, message))) as APIMessage,
    /** The messages of a channel that came nearest after another one, the newest first. */
    async readAfter(channel: string, message: string): Promise<APIMessage[]> {
      const query = new URLSearchParams({ after: message, limit: String(LOOKED_THROUGH) });
      return (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    },
    /** Opens a thread on a message, where none is there; its id is the message's. */
    async openThread(channel: string, message: string, name: string): Promise<void> {
      try {
        const body = { name, auto_archive_duration: THREAD_SLEEPS_AFTER };
        await rest.post(Routes.threads(channel, message), { body });
      } catch (error) {
        if (!isRefusal(error, CODES.threadExists)) throw error;
      }
    },
    closeThread: (thread: string) => rest.patch(Routes.channel(thread), { body: { archived: true } }),
    async openDirectChannel(user: string): Promise<string> {
      const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: user } });
      return (channel as { id: string }).id;
    },
  };
}

/** Repeats every request whose connection broke, which discord.js does only for some of the ways in which one breaks. It may have arrived: then Discord says so, or does the same again. */
function insistent(rest: Rest): Rest {
  return {
    get: (...request) => insist(() => rest.get(...request)),
    post: (...request) => insist(() => rest.post(...request)),
    patch: (...request) => insist(() => rest.patch(...request)),
    delete: (...request) => insist(() => rest.delete(...request)),
  };
}

async function insist<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof DiscordAPIError || error instanceof HTTPError) throw error;
    return request();
  }
}
