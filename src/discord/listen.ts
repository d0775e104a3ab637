import {
  GatewayDispatchEvents,
  PermissionFlagsBits,
  type APIInteraction,
  type Client,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import { createApi } from './api.js';
import { failureKind } from './api-error.js';
import { carryOut } from './carry-out.js';
import { Cooldown } from './cooldown.js';
import { decide } from './decide.js';
import type { Desk } from './desk.js';
import type { GatewayMessage } from './incoming.js';
import { Messages } from './messages.js';
import type { BotParts } from './parts.js';
import { Queue } from './queue.js';
import { Recent } from './recent.js';
import { note, NOTES } from './render-texts.js';
import { reply, type Response } from './response.js';

/** Questions that wait at once. At a few milliseconds each, the last of them is answered well within Discord's patience. */
const MAX_WAITING = 500;
/** Votes and reports remembered at once, so that nobody votes twice on one answer or reports a passage twice. */
const MAX_VOTES = 10_000;

/** What the gateway says, of that which the bot listens to. */
interface Dispatched {
  [GatewayDispatchEvents.InteractionCreate]: APIInteraction;
  [GatewayDispatchEvents.MessageCreate]: GatewayMessage;
  [GatewayDispatchEvents.MessageUpdate]: GatewayMessage;
  [GatewayDispatchEvents.MessageDelete]: GatewayMessageDeleteDispatchData;
  [GatewayDispatchEvents.MessageDeleteBulk]: GatewayMessageDeleteBulkDispatchData;
}

/** Who deals with events, once the bot knows its own name. */
interface Hands {
  readonly desk: Desk;
  readonly messages: Messages;
}

type Handler<Event extends keyof Dispatched> = (
  data: Dispatched[Event],
  hands: Hands,
  arrived: number,
) => Promise<void>;

/** Takes events as the gateway delivers them: the handlers work on plain data and keep none of it. `take` begins the work or refuses it. */
export function listen(client: Client, parts: BotParts, take: (work: () => Promise<void>) => void): void {
  let hands: Hands | null = null;
  client.ws.on(GatewayDispatchEvents.Ready, ({ user }: GatewayReadyDispatchData) => {
    if (hands) return;
    const desk = createDesk(client, parts, user.id);
    hands = { desk, messages: new Messages(desk) };
  });

  const on = <Event extends keyof Dispatched>(event: Event, handle: Handler<Event>) => {
    client.ws.on(event, (data: Dispatched[Event]) => {
      const arrived = performance.now();
      const known = hands;
      if (!known) return;
      take(async () => {
        try {
          await handle(data, known, arrived);
        } catch (error) {
          parts.metrics.failure(failureKind(error));
          parts.log.error({ kind: failureKind(error), event, err: error }, 'An event could not be handled');
        }
      });
    });
  };
  on(GatewayDispatchEvents.InteractionCreate, async (interaction, { desk }, arrived) => {
    const response = decideSafely(interaction, desk);
    if (response) await carryOut(response, interaction, arrived, desk);
  });
  on(GatewayDispatchEvents.MessageCreate, (message, { messages }, arrived) => messages.created(message, arrived));
  on(GatewayDispatchEvents.MessageUpdate, (message, { messages }, arrived) => messages.edited(message, arrived));
  on(GatewayDispatchEvents.MessageDelete, (message, { messages }) => messages.deleted(message));
  on(GatewayDispatchEvents.MessageDeleteBulk, async ({ ids, channel_id }, { messages }) => {
    await Promise.all(ids.map((id) => messages.deleted({ id, channel_id })));
  });
}

/** An interaction that cannot be understood still gets a reply. */
function decideSafely(interaction: APIInteraction, desk: Desk): Response | null {
  try {
    return decide(interaction, desk);
  } catch (error) {
    desk.metrics.failure(failureKind(error));
    desk.log.error({ kind: failureKind(error), err: error }, 'An interaction could not be understood');
    return reply('button', () => note(NOTES.failed));
  }
}

function createDesk(client: Client, parts: BotParts, me: string): Desk {
  return {
    ...parts,
    me,
    api: createApi(client.rest),
    cooldown: new Cooldown(parts.settings.cooldownSeconds),
    queue: new Queue(MAX_WAITING),
    voted: new Recent(MAX_VOTES),
    parentOf: (id) => {
      const channel = client.channels.cache.get(id);
      return channel?.isThread() ? channel.parentId : null;
    },
    mayAnswerInThreads: (id) => {
      const channel = client.channels.cache.get(id);
      if (!channel || channel.isDMBased()) return true;
      return channel.permissionsFor(me)?.has(PermissionFlagsBits.SendMessagesInThreads) ?? true;
    },
    roleIn: (id) => client.guilds.cache.get(id)?.roles.botRoleFor(me)?.id,
    localeOf: (id) => client.guilds.cache.get(id)?.preferredLocale,
  };
}
