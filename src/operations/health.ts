import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OwnError } from '../own-error.js';

export interface HealthParts {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Whether questions are being answered. */
  readonly ready: () => boolean;
  /** All measurements in Prometheus' text form. */
  readonly metrics: () => Promise<string>;
}

export interface Health {
  readonly port: number;
  close(): Promise<void>;
}

/** The port cannot be listened on. */
export class HealthError extends OwnError {
  override readonly name = 'HealthError';
}

interface Page {
  readonly status: number;
  readonly body: string;
}

/** `/healthz` (the process runs), `/readyz` (it answers questions) and `/metrics`. @throws {HealthError} when the port cannot be listened on */
export async function serveHealth(parts: HealthParts): Promise<Health> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    void pageFor(request, parts).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, parts.host, resolve);
  }).catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new HealthError(
      `HEALTH_PORT ${parts.port} on ${parts.host} cannot be listened on (${why}). Choose another port, or end what holds it.`,
      { cause },
    );
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function pageFor({ method, url }: IncomingMessage, { ready, metrics }: HealthParts): Promise<Page> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'Only GET.\n' };
  switch (url?.split('?', 1)[0]) {
    case '/healthz':
      return { status: 200, body: 'running\n' };
    case '/readyz':
      return ready() ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' };
    case '/metrics':
      return metrics().then(
        (body) => ({ status: 200, body }),
        () => ({ status: 500, body: 'The measurements cannot be read.\n' }),
      );
    default:
      return { status: 404, body: 'There are /healthz, /readyz and /metrics.\n' };
  }
}
