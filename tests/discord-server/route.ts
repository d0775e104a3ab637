import type { AttachmentPlan } from './attachments.js';
import type { World } from './world.js';

/** A request on its way to the route that answers it. */
export interface Call {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** When it came in, on the clock of `performance.now()`. */
  readonly at: number;
  readonly files: readonly AttachmentPlan[];
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** One operation of Discord's description, under its name there. */
export interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Whether the token in the address is the permission, and no Authorization header is looked at. */
  readonly open?: boolean;
  readonly handle: (call: Call) => Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const done: Answer = { status: 204 };
