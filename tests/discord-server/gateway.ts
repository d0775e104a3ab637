import {
  ApplicationFlags,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GatewayOpcodes,
  type GatewayIdentifyData,
  type GatewayRequestGuildMembersData,
  type GatewayResumeData,
} from 'discord-api-types/v10';
import type { Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { writeMember, writeUser, writeWholeGuild } from './payloads.js';
import { Session } from './session.js';
import type { World } from './world.js';

export interface GatewayPlan {
  readonly world: World;
  readonly token: string;
  readonly heartbeatMs: number;
  readonly address: () => string;
}

/** What happened on the gateway, in order; a test that wants to know how the bot came back reads this. */
export type GatewayMoment = 'identified' | 'resumed' | 'refused to resume' | 'heartbeat' | 'closed';

interface Frame {
  readonly op: GatewayOpcodes;
  readonly d: unknown;
}

/** The longest frame a client may send (documented: 4096 bytes). */
const LONGEST_FRAME = 4_096;
const PRIVILEGED_AND_NEVER_ALLOWED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;

/** The WebSocket half of Discord: hello, identify, heartbeat, resume, and events. */
export class Gateway {
  readonly moments: GatewayMoment[] = [];
  /** Whether heartbeats are answered; a bot that hears nothing must come back by itself. */
  answersHeartbeats = true;
  readonly #plan: GatewayPlan;
  readonly #sessions = new Map<string, Session>();
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #waitingForBeat = new Map<WebSocket, (() => void)[]>();

  constructor(plan: GatewayPlan) {
    this.#plan = plan;
    plan.world.events.listen((event) => {
      for (const session of this.#sessions.values()) session.deliver(event);
    });
    this.#server.on('connection', (socket) => {
      this.#greet(socket);
    });
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit('connection', ws, request));
    });
  }

  /** Sessions that have a socket right now. */
  get connected(): Session[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== null);
  }

  /** Cuts the sockets without a word, or closes them with one of Discord's codes. */
  drop(code?: number): void {
    for (const socket of this.#server.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  askToReconnect(): void {
    for (const session of this.connected) session.send({ op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Tells every bot that its session is no longer valid; with `resumable` it may still try. */
  invalidate(resumable: boolean): void {
    for (const session of this.connected) {
      if (!resumable) this.#sessions.delete(session.id);
      session.send({ op: GatewayOpcodes.InvalidSession, d: resumable });
    }
  }

  /** Forgets all sessions, so that the next resume is refused. */
  forgetSessions(): void {
    this.#sessions.clear();
  }

  /** Asks for a heartbeat and waits for it: whatever was sent before has then been read by the bot. */
  async roundTrip(): Promise<void> {
    const beats = this.connected.map(({ socket }) => {
      send(socket!, { op: GatewayOpcodes.Heartbeat, d: null });
      return new Promise<void>((resolve) => {
        this.#waitingForBeat.set(socket!, [...(this.#waitingForBeat.get(socket!) ?? []), resolve]);
      });
    });
    await Promise.all(beats);
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    let session: Session | null = null;
    socket.on('message', (data) => {
      session = this.#hear(socket, session, data);
    });
    socket.on('error', () => undefined); // what follows is always a close
    socket.on('close', (code) => {
      this.moments.push('closed');
      this.#wakeWaiters(socket);
      if (session?.socket !== socket) return;
      session.socket = null;
      if (code === 1_000 || code === 1_001) this.#sessions.delete(session.id); // the bot said goodbye for good
    });
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.#plan.heartbeatMs } });
  }

  #hear(socket: WebSocket, session: Session | null, data: RawData): Session | null {
    const text = (data as Buffer).toString();
    if (text.length > LONGEST_FRAME) return close(socket, GatewayCloseCodes.DecodeError);
    const { op, d } = JSON.parse(text) as Frame;
    if (op === GatewayOpcodes.Heartbeat) {
      this.#answerHeartbeat(socket);
      return session;
    }
    if (op === GatewayOpcodes.Identify) {
      if (session) return close(socket, GatewayCloseCodes.AlreadyAuthenticated);
      return this.#identify(socket, d as GatewayIdentifyData);
    }
    if (op === GatewayOpcodes.Resume) return this.#resume(socket, d as GatewayResumeData);
    if (!session) return close(socket, GatewayCloseCodes.NotAuthenticated);
    if (op === GatewayOpcodes.RequestGuildMembers) this.#sendMembers(session, d as GatewayRequestGuildMembersData);
    else if (op !== GatewayOpcodes.PresenceUpdate) return close(socket, GatewayCloseCodes.UnknownOpcode);
    return session;
  }

  #answerHeartbeat(socket: WebSocket): void {
    this.moments.push('heartbeat');
    this.#wakeWaiters(socket);
    if (this.answersHeartbeats) send(socket, { op: GatewayOpcodes.HeartbeatAck });
  }

  #wakeWaiters(socket: WebSocket): void {
    for (const resume of this.#waitingForBeat.get(socket) ?? []) resume();
    this.#waitingForBeat.delete(socket);
  }

  #identify(socket: WebSocket, { token, intents }: GatewayIdentifyData): Session | null {
    const { world } = this.#plan;
    if (token !== this.#plan.token) return close(socket, GatewayCloseCodes.AuthenticationFailed);
    const forbidden =
      PRIVILEGED_AND_NEVER_ALLOWED | (world.contentIntentAllowed ? 0 : GatewayIntentBits.MessageContent);
    if (intents & forbidden) return close(socket, GatewayCloseCodes.DisallowedIntents);

    const session = new Session(intents, world.contentIntentAllowed, socket);
    this.#sessions.set(session.id, session);
    this.moments.push('identified');
    session.dispatch(GatewayDispatchEvents.Ready, {
      v: 10,
      user: { ...writeUser(world.bot), verified: true, mfa_enabled: false, email: null },
      guilds: world.ownGuilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.#plan.address(),
      shard: [0, 1],
      private_channels: [],
      relationships: [],
      application: {
        id: world.applicationId,
        flags: world.contentIntentAllowed ? ApplicationFlags.GatewayMessageContentLimited : 0,
      },
    });
    if (intents & GatewayIntentBits.Guilds) this.#sendGuilds(session);
    return session;
  }

  #sendGuilds(session: Session): void {
    for (const guild of this.#plan.world.ownGuilds) {
      if (guild.available) {
        session.dispatch(GatewayDispatchEvents.GuildCreate, writeWholeGuild(guild, this.#plan.world));
      } else session.dispatch(GatewayDispatchEvents.GuildDelete, { id: guild.id, unavailable: true });
    }
  }

  #resume(socket: WebSocket, { token, session_id: id, seq }: GatewayResumeData): Session | null {
    if (token !== this.#plan.token) return close(socket, GatewayCloseCodes.AuthenticationFailed);
    const session = this.#sessions.get(id);
    if (!session?.reached(seq)) {
      this.moments.push('refused to resume');
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
      return null;
    }
    session.socket?.terminate();
    session.socket = socket;
    this.moments.push('resumed');
    session.replayAfter(seq);
    return session;
  }

  #sendMembers(session: Session, request: GatewayRequestGuildMembersData): void {
    const guild = this.#plan.world.guilds.get(request.guild_id);
    const wanted = 'user_ids' in request ? [request.user_ids].flat() : null;
    const members = [...(guild?.members.values() ?? [])].filter(({ user }) => !wanted || wanted.includes(user.id));
    session.dispatch(GatewayDispatchEvents.GuildMembersChunk, {
      guild_id: request.guild_id,
      members: members.map(writeMember),
      chunk_index: 0,
      chunk_count: 1,
      not_found: wanted?.filter((id) => !guild?.members.has(id)) ?? [],
      ...(request.nonce !== undefined && { nonce: request.nonce }),
    });
  }
}

function send(socket: WebSocket, frame: unknown): void {
  socket.send(JSON.stringify(frame));
}

function close(socket: WebSocket, code: GatewayCloseCodes): null {
  socket.close(code);
  return null;
}
