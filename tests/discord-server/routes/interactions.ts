import {
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type APIInteractionResponse,
} from 'discord-api-types/v10';
import type { AttachmentPlan } from '../attachments.js';
import {
  alreadyAcknowledged,
  InvalidForm,
  refuse,
  unknownChannel,
  unknownInteraction,
  unknownMessage,
} from '../api-error.js';
import { composeEdit, composeMessage, notePing } from '../compose.js';
import type { Acknowledgement, Interaction } from '../interaction.js';
import { checkChoices, checkModal, type SentMessage } from '../limits.js';
import { createMessage, editMessage } from '../messages.js';
import { writeMessage } from '../payloads.js';
import { WEBHOOK_PARSE } from '../pings.js';
import { done, ok, type Answer, type Call, type Route } from '../route.js';

export const interactionRoutes: readonly Route[] = [
  {
    operation: 'create_interaction_response',
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    handle: respond,
  },
];

const KINDS: Readonly<Partial<Record<InteractionResponseType, Acknowledgement>>> = {
  [InteractionResponseType.ChannelMessageWithSource]: 'reply',
  [InteractionResponseType.DeferredChannelMessageWithSource]: 'defer',
  [InteractionResponseType.DeferredMessageUpdate]: 'defer-update',
  [InteractionResponseType.UpdateMessage]: 'update',
  [InteractionResponseType.ApplicationCommandAutocompleteResult]: 'choices',
  [InteractionResponseType.Modal]: 'modal',
};

function respond({ world, params, query, body, files, at }: Call): Answer {
  const interaction = world.interactions.get(params.interaction_token!);
  if (!interaction || interaction.id !== params.interaction_id) throw unknownInteraction();
  if (interaction.acknowledgement) throw alreadyAcknowledged();
  if (interaction.isLate(at)) throw unknownInteraction();
  const response = body as APIInteractionResponse;
  const kind = KINDS[response.type];
  if (!kind || !fits(kind, interaction)) {
    const message = `a response of type ${response.type} does not fit ${interaction.name}`;
    throw new InvalidForm([{ at: 'type', code: 'INTERACTION_CALLBACK_TYPE_INVALID', message }]);
  }

  const settle = prepare(interaction, response, files, at);
  interaction.acknowledge(kind, at);
  settle();
  return query.get('with_response') === 'true' ? ok(writeResponse(interaction, response)) : done;
}

/** Which responses an interaction takes. */
function fits(kind: Acknowledgement, { type, source }: Interaction): boolean {
  if (type === InteractionType.ApplicationCommandAutocomplete) return kind === 'choices';
  if (kind === 'choices') return false;
  if (kind === 'update' || kind === 'defer-update') return source !== null;
  return kind !== 'modal' || type !== InteractionType.ModalSubmit;
}

/** Checks a response; what comes back makes it happen. */
function prepare(
  interaction: Interaction,
  response: APIInteractionResponse,
  files: readonly AttachmentPlan[],
  at: number,
): () => void {
  const { world, channel, source } = interaction;
  const shared = { files, channel, defaultParse: WEBHOOK_PARSE, mayBeEphemeral: true };
  const place = { channel, author: world.bot, interaction };
  if (!world.channels.has(channel.id)) throw unknownChannel();

  switch (response.type) {
    case InteractionResponseType.ChannelMessageWithSource: {
      const composed = composeMessage(world, { ...shared, sent: response.data as SentMessage });
      return () => {
        const message = createMessage(world, { ...place, ...composed });
        interaction.original = message;
        notePing(world, message);
        interaction.answer(message, at);
      };
    }
    case InteractionResponseType.DeferredChannelMessageWithSource:
      return () => {
        const flags = MessageFlags.Loading | ((response.data?.flags ?? 0) & MessageFlags.Ephemeral);
        interaction.original = createMessage(world, { ...place, body: { flags } });
      };
    case InteractionResponseType.DeferredMessageUpdate:
      return () => {
        interaction.original = source;
      };
    case InteractionResponseType.UpdateMessage: {
      if (source!.deleted) throw unknownMessage();
      const sent = (response.data ?? {}) as SentMessage;
      const { body, mentions } = composeEdit(world, source!, { ...shared, sent });
      return () => {
        interaction.original = source;
        source!.mentions = mentions;
        editMessage(world, source!, body);
        interaction.addEdit(source!);
        interaction.answer(source!, at);
      };
    }
    case InteractionResponseType.ApplicationCommandAutocompleteResult: {
      const choices = response.data.choices ?? [];
      refuse(checkChoices(choices));
      return () => {
        interaction.offer(choices);
      };
    }
    case InteractionResponseType.Modal:
      refuse(checkModal(response.data));
      return () => {
        interaction.openModal(response.data);
      };
    default:
      throw new Error(`No response of type ${response.type} gets this far.`);
  }
}

function writeResponse(interaction: Interaction, { type }: APIInteractionResponse) {
  const { id, original, world, acknowledgement } = interaction;
  const message = acknowledgement === 'modal' || acknowledgement === 'choices' ? null : original;
  return {
    interaction: {
      id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: message.loading,
        response_message_ephemeral: message.ephemeral,
      }),
      channel_id: interaction.channel.id,
      ...(interaction.channel.guild && { guild_id: interaction.channel.guild.id }),
    },
    ...(message && { resource: { type, message: writeMessage(message, world, { readsContent: true }) } }),
  };
}
