import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Orders } from './orders.js';

const RUN = fileURLToPath(new URL('../../../tests/benchmark/run.js', import.meta.url));

/** Measures bots in a process of its own, which has the stand-in for Discord. @throws when an answer is not what it should be */
export function measureOutside<Kind extends keyof Orders>(
  kind: Kind,
  order: Orders[Kind]['order'],
): Promise<Orders[Kind]['result']> {
  const child = fork(RUN);
  child.send({ kind, order });
  return new Promise((resolve, reject) => {
    child.on('message', (message: { result: Orders[Kind]['result'] } | { error: string }) => {
      if ('result' in message) resolve(message.result);
      else reject(new Error(message.error));
    });
    // Not 'exit': the last message may still be on its way then.
    child.once('close', (code) => {
      reject(new Error(`The process that measures bots ended with ${code ?? 'a signal'}.`));
    });
  });
}
