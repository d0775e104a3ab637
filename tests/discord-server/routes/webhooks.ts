import { invalidWebhookToken, unknownChannel, unknownMessage, unknownWebhook } from '../api-error.js';
import { composeEdit, composeMessage, notePing } from '../compose.js';
import type { Interaction } from '../interaction.js';
import type { SentMessage } from '../limits.js';
import { createMessage, deleteMessage, editMessage } from '../messages.js';
import type { Message } from '../message.js';
import { writeMessage } from '../payloads.js';
import { WEBHOOK_PARSE } from '../pings.js';
import { done, ok, type Answer, type Call, type Route } from '../route.js';

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';
const ORIGINAL = `${WEBHOOK}/messages/@original`;
const MESSAGE = `${WEBHOOK}/messages/{message_id}`;

/** What a bot may do with the token of an interaction, once it has acknowledged it. */
export const webhookRoutes: readonly Route[] = [
  { operation: 'execute_webhook', method: 'POST', path: WEBHOOK, open: true, handle: followUp },
  { operation: 'get_original_webhook_message', method: 'GET', path: ORIGINAL, open: true, handle: get },
  { operation: 'update_original_webhook_message', method: 'PATCH', path: ORIGINAL, open: true, handle: edit },
  { operation: 'delete_original_webhook_message', method: 'DELETE', path: ORIGINAL, open: true, handle: remove },
  { operation: 'get_webhook_message', method: 'GET', path: MESSAGE, open: true, handle: get },
  { operation: 'update_webhook_message', method: 'PATCH', path: MESSAGE, open: true, handle: edit },
  { operation: 'delete_webhook_message', method: 'DELETE', path: MESSAGE, open: true, handle: remove },
];

function findInteraction({ world, params }: Call): Interaction {
  const interaction = world.interactions.get(params.webhook_token!);
  if (!interaction?.acknowledgement || params.webhook_id !== world.applicationId) throw unknownWebhook();
  if (interaction.expired) throw invalidWebhookToken();
  return interaction;
}

/** A message that this interaction made, or the one that its component is on. */
function findOwn(call: Call, { original, followUps }: Interaction): Message {
  const id = call.params.message_id;
  const message = id === undefined ? original : [original, ...followUps].find((own) => own?.id === id);
  if (!message || message.deleted) throw unknownMessage();
  return message;
}

const write = ({ world }: Call, message: Message) => ok(writeMessage(message, world, { readsContent: true }));

const draftOf = ({ body, files }: Call, { channel }: Interaction) => ({
  sent: body as SentMessage,
  files,
  channel,
  defaultParse: WEBHOOK_PARSE,
  mayBeEphemeral: true,
});

function followUp(call: Call): Answer {
  const interaction = findInteraction(call);
  // Documented: the first follow-up after a deferral is the edit of the deferred message.
  if (interaction.original?.loading) return write(call, change(call, interaction, interaction.original));
  const { world } = call;
  if (!world.channels.has(interaction.channel.id)) throw unknownChannel();
  const composed = composeMessage(world, draftOf(call, interaction));
  const { channel } = interaction;
  const message = createMessage(world, { channel, author: world.bot, interaction, ...composed });
  notePing(world, message);
  interaction.addFollowUp(message);
  return write(call, message);
}

function get(call: Call): Answer {
  return write(call, findOwn(call, findInteraction(call)));
}

function edit(call: Call): Answer {
  const interaction = findInteraction(call);
  return write(call, change(call, interaction, findOwn(call, interaction)));
}

function change(call: Call, interaction: Interaction, message: Message): Message {
  const { world } = call;
  const { body, mentions } = composeEdit(world, message, draftOf(call, interaction));
  const wasLoading = message.loading;
  message.mentions = mentions;
  editMessage(world, message, { ...body, flags: keepEphemeral(message, body.flags) });
  if (wasLoading) notePing(world, message);
  interaction.addEdit(message);
  interaction.answer(message, call.at);
  return message;
}

/** Whether a message is private was settled when it was made. */
function keepEphemeral({ ephemeral }: Message, flags: number): number {
  return ephemeral ? flags | 64 : flags & ~64;
}

function remove(call: Call): Answer {
  deleteMessage(call.world, findOwn(call, findInteraction(call)));
  return done;
}
