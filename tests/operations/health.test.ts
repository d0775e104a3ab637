import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { HealthError, serveHealth, type HealthParts } from '#src/operations/health.js';

/** A health server on a free port, and what it says at a path. */
async function start(parts: Partial<HealthParts> = {}) {
  const health = await serveHealth({
    host: '127.0.0.1',
    port: 0,
    ready: () => true,
    metrics: () => Promise.resolve('backchat_questions_total 3\n'),
    ...parts,
  });
  onTestFinished(() => health.close());
  return async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`, { method });
    return { status: response.status, body: await response.text() };
  };
}

test('the process is healthy before it is ready, and says when it is', async () => {
  let ready = false;
  const read = await start({ ready: () => ready });
  expect(await read('/healthz')).toEqual({ status: 200, body: 'running\n' });
  expect(await read('/readyz')).toEqual({ status: 503, body: 'not ready\n' });
  ready = true;
  expect(await read('/readyz')).toEqual({ status: 200, body: 'ready\n' });
});

test('measurements are served as they are', async () => {
  const read = await start();
  expect(await read('/metrics?from=prometheus')).toEqual({ status: 200, body: 'backchat_questions_total 3\n' });
});

test('measurements that cannot be read leave the rest standing', async () => {
  const read = await start({ metrics: () => Promise.reject(new Error('secret')) });
  expect(await read('/metrics')).toEqual({ status: 500, body: 'The measurements cannot be read.\n' });
  expect((await read('/healthz')).status).toBe(200);
});

test('nothing else is served, and nothing is taken in', async () => {
  const read = await start();
  expect((await read('/../.env')).status).toBe(404);
  expect((await read('/healthz', 'POST')).status).toBe(405);
  expect(await read('/healthz', 'HEAD')).toEqual({ status: 200, body: '' });
});

test('a port that is taken is named with the remedy', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    other.close();
  });
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(HealthError);
  await expect(start({ port })).rejects.toThrow(`HEALTH_PORT ${port} on 127.0.0.1 cannot be listened on (EADDRINUSE).`);
});
