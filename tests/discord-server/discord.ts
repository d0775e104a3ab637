import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Events } from './events.js';
import type { Fault } from './faults.js';
import { Gateway, type GatewayMoment } from './gateway.js';
import { Http, type RecordedRequest, type Violation } from './http.js';
import type { Interaction } from './interaction.js';
import { Member } from './member.js';
import type { Message } from './message.js';
import { waitFor } from './patience.js';
import { writeWholeGuild, writeChannel } from './payloads.js';
import type { PermissionName } from './permissions.js';
import type { Ping } from './pings.js';
import type { Limit } from './rate-limits.js';
import type { Route } from './route.js';
import { channelRoutes } from './routes/channels.js';
import { commandRoutes } from './routes/commands.js';
import { gatewayRoutes } from './routes/gateway.js';
import { guildRoutes } from './routes/guilds.js';
import { interactionRoutes } from './routes/interactions.js';
import { messageRoutes } from './routes/messages.js';
import { userRoutes } from './routes/users.js';
import { webhookRoutes } from './routes/webhooks.js';
import { deleteChannel } from './threads.js';
import { World, type Channel, type Guild, type GuildPlan, type Role } from './world.js';

export interface DiscordPlan {
  /** One server with the channel `general` when nothing is said. */
  readonly guilds?: readonly GuildPlan[];
  /** Whether the bot's owner has switched on the Message Content intent. */
  readonly contentIntentAllowed?: boolean;
  /** Milliseconds between heartbeats; Discord's usual 41,250 when nothing is said. */
  readonly heartbeatMs?: number;
}

export interface MemberPlan {
  readonly name?: string;
  /** Names of roles of the server. */
  readonly roles?: readonly string[];
  /** Permissions in the whole server, beside those that everybody has. */
  readonly permissions?: readonly PermissionName[];
  /** The language of their Discord, `en-US` when nothing is said. */
  readonly locale?: string;
  /** The server they are in: the first one when nothing is said, null for nowhere. */
  readonly guild?: Guild | null;
}

/** A token in the shape of real ones, which libraries may look at. */
const TOKEN = 'bm90LWEtcmVhbC1ib3Q.Gfake0.the-stand-in-for-Discord-takes-this-token';
/** How often `quiet` asks the bot for a sign of life without anything else coming in. */
const CALM_ROUNDS = 8;
const ROUND_MS = 12;

/** A Discord of one's own on the loopback interface. */
export class Discord {
  readonly token = TOKEN;
  readonly world: World;
  /** The operations of Discord's description that there are here. */
  readonly routes: readonly Route[];
  readonly #http: Http;
  readonly #gateway: Gateway;
  #address = '';

  constructor({ guilds = [{}], contentIntentAllowed = false, heartbeatMs = 41_250 }: DiscordPlan) {
    const world = (this.world = new World(new Events(), contentIntentAllowed));
    for (const plan of guilds) world.addGuild(plan);
    const address = () => `ws://${this.#address}`;
    this.#gateway = new Gateway({ world, token: TOKEN, heartbeatMs, address });
    this.routes = [
      ...gatewayRoutes(address),
      ...interactionRoutes,
      ...webhookRoutes,
      ...messageRoutes,
      ...commandRoutes,
      ...channelRoutes,
      ...guildRoutes,
      ...userRoutes,
    ];
    this.#http = new Http({ world, token: TOKEN, routes: this.routes });
    this.#gateway.attach(this.#http.server);
  }

  async listen(): Promise<this> {
    const { server } = this.#http;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.world.attachments.base = `http://${this.#address}`;
    return this;
  }

  /** The REST base for `DISCORD_API_URL` and for `new Client({rest: {api}})`. */
  get url(): string {
    return `http://${this.#address}/api`;
  }

  get applicationId(): string {
    return this.world.applicationId;
  }

  /** The bot's mention, for texts. */
  get bot(): string {
    return `<@${this.world.bot.id}>`;
  }

  /** Everything the bot sent, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.#http.requests;
  }

  /** What Discord would never have accepted; a test that is not about that expects none. */
  get violations(): readonly Violation[] {
    return this.#http.violations;
  }

  /** Messages of the bot that pinged anybody. */
  get pings(): readonly Ping[] {
    return this.world.pings;
  }

  /** What happened on the gateway, in order. */
  get moments(): readonly GatewayMoment[] {
    return this.#gateway.moments;
  }

  /** Requests to one operation of Discord's description, such as `create_message`. */
  requestsTo(operation: string): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  guild(name?: string): Guild {
    const guilds = [...this.world.guilds.values()];
    return find(name === undefined ? guilds : guilds.filter((guild) => guild.name === name), 'server', name);
  }

  channel(name = 'general', guild = this.guild()): Channel {
    return find(
      [...guild.channels.values()].filter((channel) => channel.name === name),
      'channel',
      name,
    );
  }

  role(name: string, guild = this.guild()): Role {
    return find(
      [...guild.roles.values()].filter((role) => role.name === name),
      'role',
      name,
    );
  }

  /** Somebody new. */
  member(plan: MemberPlan = {}): Member {
    const { name = 'member', roles = [], permissions = [], locale = 'en-US', guild = this.guild() } = plan;
    const user = this.world.addUser(name, locale);
    if (!guild) return new Member(this.world, user, null);
    const ids = roles.map((role) => this.role(role, guild).id);
    if (permissions.length) ids.push(this.world.addRole(guild, { name: `${name}'s`, permissions }).id);
    return new Member(this.world, user, this.world.addMember(guild, user, ids));
  }

  /** A bot other than ours, which may also write. */
  otherBot(name = 'other-bot', guild = this.guild()): Member {
    const user = { ...this.world.addUser(name, 'en-US'), bot: true };
    this.world.users.set(user.id, user);
    return new Member(this.world, user, this.world.addMember(guild, user, []));
  }

  /** The next message that the bot posts in a channel of its own accord (not by answering an interaction), each once. */
  nextMessage(channel: Channel): Promise<Message> {
    return waitFor(this.world.postsIn(channel).next(), () => `The bot has posted nothing in ${channel.name}`);
  }

  /** Resolves when a bot is connected. */
  async connected(): Promise<void> {
    const wait = async () => {
      while (!this.#gateway.connected.length) await sleep(5);
    };
    await waitFor(wait(), () => 'No bot has connected to the gateway');
  }

  /**
   * Resolves when the bot has had a fair chance to answer whatever it was sent: its event loop came round several times
   * in a row (each time it answered a request for a heartbeat) without a request from it being on the way.
   */
  async quiet(): Promise<void> {
    const settle = async () => {
      for (let calm = 0, seen = -1; calm < CALM_ROUNDS; calm += 1) {
        await this.#gateway.roundTrip();
        await sleep(ROUND_MS);
        if (this.requests.length === seen && this.#http.busy === 0) continue;
        seen = this.requests.length;
        calm = 0;
      }
    };
    await waitFor(settle(), () => 'The bot did not come to rest');
  }

  /** Orders a fault for the next requests to an operation (`create_message`, or `*` for any). */
  fail(operation: string, fault: Fault = {}): void {
    this.#http.faults.order(operation, fault);
  }

  /** Sets a rate limit, for each channel or webhook by itself as Discord does. */
  limit(operation: string, limit: Limit): void {
    this.#http.limits.set(operation, limit);
  }

  /** Cuts the gateway's sockets without a word, or closes them with one of Discord's codes. */
  dropGateway(code?: number): void {
    this.#gateway.drop(code);
  }

  /** Asks the bot to connect anew, as before a restart of Discord's servers. */
  askToReconnect(): void {
    this.#gateway.askToReconnect();
  }

  /** Ends the session; with `resumable` the bot may still try to resume it. */
  invalidateSession({ resumable = false } = {}): void {
    this.#gateway.invalidate(resumable);
  }

  /** Forgets every session, so that the next resume is refused. */
  forgetSessions(): void {
    this.#gateway.forgetSessions();
  }

  /** Stops or starts answering heartbeats. */
  answerHeartbeats(answers: boolean): void {
    this.#gateway.answersHeartbeats = answers;
  }

  /** Takes permissions away from the bot in a channel, and tells it. */
  forbid(channel: Channel, ...names: PermissionName[]): void {
    this.world.forbid(channel, names);
    this.#publish(GatewayDispatchEvents.ChannelUpdate, () => writeChannel(channel, this.world));
  }

  deleteChannel(channel: Channel): void {
    deleteChannel(this.world, channel);
  }

  /** A server has an outage: its events and its routes stop. */
  loseGuild(guild = this.guild()): void {
    guild.available = false;
    this.#publish(GatewayDispatchEvents.GuildDelete, () => ({ id: guild.id, unavailable: true }));
  }

  restoreGuild(guild = this.guild()): void {
    guild.available = true;
    this.#publish(GatewayDispatchEvents.GuildCreate, () => writeWholeGuild(guild, this.world));
  }

  /** The bot is thrown out of a server. */
  kickBot(guild = this.guild()): void {
    guild.members.delete(this.world.bot.id);
    this.#publish(GatewayDispatchEvents.GuildDelete, () => ({ id: guild.id }));
  }

  /** Sends any event as it is, malformed ones too. */
  sendRaw(name: string, payload: unknown): void {
    this.world.events.publish(name, 0, () => payload);
  }

  /** Every interaction so far, in order. */
  get interactions(): readonly Interaction[] {
    return [...this.world.interactions.values()];
  }

  async stop(): Promise<void> {
    this.#gateway.stop();
    const { server } = this.#http;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  #publish(name: GatewayDispatchEvents, payload: () => unknown): void {
    this.world.events.publish(name, GatewayIntentBits.Guilds, payload);
  }
}

function find<T>(found: readonly T[], kind: string, name?: string): T {
  const [first] = found;
  if (first === undefined) throw new Error(`There is no ${kind} ${name ?? ''} in this Discord.`);
  return first;
}

/** Starts a stand-in for Discord on a free port of the loopback interface. */
export function startDiscord(plan: DiscordPlan = {}): Promise<Discord> {
  return new Discord(plan).listen();
}
