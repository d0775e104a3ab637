/** What a gateway session is allowed to see of a message. */
export interface View {
  readonly readsContent: boolean;
}

/** An event on its way to every session that asked for its intent. */
export interface GatewayEvent {
  readonly name: string;
  /** The intent a session must have asked for; 0 when the event always arrives. */
  readonly intent: number;
  readonly payload: (view: View) => unknown;
}

/** Carries what happens in the world to the gateway; several listeners may follow. */
export class Events {
  readonly #listeners = new Set<(event: GatewayEvent) => void>();

  listen(listener: (event: GatewayEvent) => void): void {
    this.#listeners.add(listener);
  }

  publish(name: string, intent: number, payload: (view: View) => unknown): void {
    for (const listener of this.#listeners) listener({ name, intent, payload });
  }
}
