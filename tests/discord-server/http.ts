import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, InvalidForm, type Problem, refuse } from './api-error.js';
import type { Stored } from './attachments.js';
import { parseBody, type RequestBody } from './body.js';
import { Faults, type Fault } from './faults.js';
import { RateLimits, type Usage } from './rate-limits.js';
import type { Answer, Route } from './route.js';
import { findRoute, type Match } from './routing.js';
import { openSchema } from './schema.js';
import type { World } from './world.js';

/** One request of the bot, in the order of arrival. */
export interface RecordedRequest {
  /** Milliseconds since the stand-in started. */
  readonly atMs: number;
  /** The operation's name in Discord's description; the bare path when there is no such operation here. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly string[];
  /** Status of the answer; null while there is none, and for good when the socket was cut. */
  status: number | null;
  answer: unknown;
}

/** Something that Discord would have refused, or that no bot should do. */
export interface Violation extends Problem {
  readonly operation: string;
  readonly body: unknown;
}

export interface HttpPlan {
  readonly world: World;
  readonly token: string;
  readonly routes: readonly Route[];
}

/** The HTTP half of Discord: routes, checks, rate limits, faults, and a record of it all. */
export class Http {
  readonly server: Server;
  readonly requests: RecordedRequest[] = [];
  readonly violations: Violation[] = [];
  readonly faults = new Faults();
  readonly limits = new RateLimits();
  /** Requests that came in and were not answered yet. */
  busy = 0;
  readonly #plan: HttpPlan;
  readonly #startedAt = performance.now();

  constructor(plan: HttpPlan) {
    this.#plan = plan;
    this.server = createServer((request, response) => {
      this.busy += 1;
      response.on('close', () => (this.busy -= 1));
      this.#receive(request, response).catch((error: unknown) => {
        this.#violate('the stand-in itself', null, [{ at: '', code: 'BROKEN', message: String(error) }]);
        if (!response.headersSent) write(response, { status: 500, body: { message: String(error), code: 0 } }, {});
      });
    });
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const url = new URL(request.url!, 'http://localhost');
    const file = this.#plan.world.attachments.find(url.pathname);
    if (file) {
      await this.#serveFile(file, { request, response, at, path: url.pathname });
      return;
    }
    const method = request.method!;
    const path = url.pathname.replace(/^\/api(?:\/v\d+)?/, '');
    const match = findRoute(this.#plan.routes, method, path);
    const bytes = await buffer(request);
    const sent = await parseBody(request.headers['content-type'] ?? '', bytes);
    const record: RecordedRequest = {
      atMs: at - this.#startedAt,
      operation: match?.route.operation ?? path,
      method,
      path,
      body: sent.json,
      files: sent.files.map(({ name }) => name),
      status: null,
      answer: undefined,
    };
    this.requests.push(record);
    if (!match) {
      const message = `the stand-in has no ${method} ${path}: add it to tests/discord-server/routes`;
      this.#violate(path, sent.json, [{ at: '', code: 'UNKNOWN_ROUTE', message }]);
      this.#answer(response, record, { status: 404, body: { message: '404: Not Found', code: 0 } }, {});
      return;
    }

    const fault = this.faults.take(match.route.operation);
    if (fault?.delayMs) await sleep(fault.delayMs);
    const usage = this.limits.count(match.route.operation, match.major);
    const refusal: LimitedAnswer | null = this.#refuseEarly(match.route, request, usage, fault);
    const answer: LimitedAnswer = refusal ?? this.#handle(match, url, sent, at);
    if (fault?.cut) {
      request.socket.resetAndDestroy();
      return;
    }
    const told = fault && fails(fault) ? writeFault(fault) : answer;
    this.#answer(response, record, told, { ...usage.headers, ...told.headers });
  }

  /** Everything that is settled before the request means anything. */
  #refuseEarly(route: Route, request: IncomingMessage, usage: Usage, fault: Fault | null): Answer | null {
    if (fault && fails(fault) && !fault.afterDoing) return writeFault(fault);
    if (!route.open && request.headers.authorization !== `Bot ${this.#plan.token}`) {
      return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
    }
    return usage.exceeded ? writeTooMany(usage.retryAfterMs, false) : null;
  }

  #handle({ route, params }: Match, url: URL, sent: RequestBody, at: number): Answer {
    const { world } = this.#plan;
    try {
      if (sent.json !== undefined) refuse(openSchema()?.checkRequest(route.method, route.path, sent.json) ?? []);
      return route.handle({ world, params, query: url.searchParams, body: sent.json, at, files: sent.files });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error instanceof InvalidForm) this.#violate(route.operation, sent.json, error.problems);
      return { status: error.status, body: error.body };
    }
  }

  #violate(operation: string, body: unknown, problems: readonly Problem[]): void {
    for (const problem of problems) this.violations.push({ operation, ...problem, body });
  }

  #answer(response: ServerResponse, record: RecordedRequest, answer: Answer, headers: Record<string, string>): void {
    record.status = answer.status;
    record.answer = answer.body;
    write(response, answer, headers);
  }

  /** A file as the CDN gives it: to anybody who has its address. Nobody may show it the bot's token. */
  async #serveFile(file: Stored, { request, response, at, path }: FileRequest): Promise<void> {
    const operation = 'get_attachment';
    const record: RecordedRequest = {
      atMs: at - this.#startedAt,
      operation,
      method: request.method!,
      path,
      body: undefined,
      files: [],
      status: null,
      answer: undefined,
    };
    this.requests.push(record);
    if (request.headers.authorization !== undefined) {
      this.#violate(operation, null, [{ at: 'authorization', code: 'TOKEN_SHOWN', message: 'the CDN needs no token' }]);
    }
    const fault = this.faults.take(operation);
    if (fault?.delayMs) await sleep(fault.delayMs);
    if (fault?.cut) request.socket.resetAndDestroy();
    else if (fault && fails(fault)) this.#answer(response, record, writeFault(fault), {});
    else {
      response.writeHead((record.status = 200), { 'content-type': file.contentType });
      if (fault?.dripMs) await drip(file.bytes, response, fault.dripMs);
      response.end(fault?.dripMs ? undefined : file.bytes);
    }
  }
}

interface FileRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly at: number;
  readonly path: string;
}

interface LimitedAnswer extends Answer {
  readonly headers?: Record<string, string>;
}

/** Whether a fault changes the answer; one that only slows it down does not. */
const fails = ({ status, cut, delayMs, dripMs }: Fault) =>
  status !== undefined || cut === true || (delayMs === undefined && dripMs === undefined);

/** Until everything is sent or nobody listens any more. */
async function drip(bytes: Buffer, response: ServerResponse, everyMs: number): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at++) {
    response.write(bytes.subarray(at, at + 1));
    await sleep(everyMs);
  }
}

function writeFault({ status = 500, code = 0, message, retryAfterMs = 100, global = false }: Fault): LimitedAnswer {
  if (status === 429) return writeTooMany(retryAfterMs, global);
  return { status, body: { message: message ?? `${status}: a fault ordered by the test`, code } };
}

function writeTooMany(retryAfterMs: number, global: boolean): LimitedAnswer {
  const seconds = retryAfterMs / 1_000;
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global && { 'x-ratelimit-global': 'true' }),
    },
  };
}

function write(response: ServerResponse, { status, body }: Answer, headers: Record<string, string>): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
