import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the killer of bots tells: it lives with the tests, because it needs the stand-in for Discord. */
type Message = { readonly round: number } | { readonly killed: string } | { readonly error: string };

const compiled = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Kills bots at random instants in a process of its own, and gives how many died in which action. @throws at the first round after which something was lost */
export function killBotsOutside(
  options: { readonly folder: string; readonly rounds: number; readonly seed: number },
  onRound: (round: number) => void,
): Promise<string> {
  const child = fork(compiled('tests/soak/run.js'));
  child.send({ ...options, main: compiled('main.js'), corpus: compiled('../tests/fixtures/corpus') });
  return new Promise((resolve, reject) => {
    child.on('message', (message: Message) => {
      if ('round' in message) onRound(message.round);
      else if ('killed' in message) resolve(message.killed);
      else reject(new Error(message.error));
    });
    // Not 'exit': the last message may still be on its way then.
    child.once('close', (code) => {
      reject(new Error(`The killer of bots ended with ${code ?? 'a signal'}.`));
    });
  });
}
