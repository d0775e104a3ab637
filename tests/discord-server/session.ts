import { GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { makeId } from './ids.js';
import type { WebSocket } from 'ws';
import type { GatewayEvent } from './events.js';

interface Dispatch {
  readonly op: GatewayOpcodes.Dispatch;
  readonly s: number;
  readonly t: string;
  readonly d: unknown;
}

/** What one identified bot has been sent. It outlives its socket, so that a bot can resume it. */
export class Session {
  readonly id = makeId();
  readonly #sent: Dispatch[] = [];
  socket: WebSocket | null;

  constructor(
    readonly intents: number,
    readonly contentIntentAllowed: boolean,
    socket: WebSocket,
  ) {
    this.socket = socket;
  }

  get readsContent(): boolean {
    return this.contentIntentAllowed && (this.intents & GatewayIntentBits.MessageContent) !== 0;
  }

  deliver({ name, intent, payload }: GatewayEvent): void {
    if (intent && !(this.intents & intent)) return;
    this.dispatch(name, payload({ readsContent: this.readsContent }));
  }

  dispatch(name: string, data: unknown): void {
    const dispatch = { op: GatewayOpcodes.Dispatch, s: this.#sent.length + 1, t: name, d: data } as const;
    this.#sent.push(dispatch);
    this.send(dispatch);
  }

  /** Sends again what came after a sequence number, then says that all is there. */
  replayAfter(sequence: number): void {
    for (const dispatch of this.#sent.slice(sequence)) this.send(dispatch);
    this.dispatch(GatewayDispatchEvents.Resumed, {});
  }

  /** Whether such a sequence number was ever sent. */
  reached(sequence: number): boolean {
    return sequence <= this.#sent.length;
  }

  send(frame: unknown): void {
    this.socket?.send(JSON.stringify(frame));
  }
}
